// The difference and the moves as files: the text that `rules diff` prints, and tables for spreadsheets.

import type { Difference, DifferenceChange, DifferenceDetail, DifferenceMove } from "shao-rules";

type Told = DifferenceChange["word"];

/** Says a line in a language. */
export type Tell = (told: Told) => string;

/** A line for each change, with a star where it may change an assessment. */
export function text({ old, new: now, changes, affected }: Difference, tell: Tell): string {
  const lines = [`${old.ruleset} ${old.version} → ${now.ruleset} ${now.version}`];
  const add = (told: Told, weighs: boolean): void => void lines.push(`${weighs ? "*" : " "} ${tell(told)}`);
  for (const { told, weighs, details } of changes) {
    if (told) add(told, weighs && details.every((it) => !it.weighs));
    for (const detail of details) add(detail.told, detail.weighs);
  }
  for (const { told } of affected) add(told, true);
  return `${lines.join("\n")}\n`;
}

/** A row for each line of the difference. */
export function table({ changes, affected }: Difference, tell: Tell): string {
  const row = (change: DifferenceChange, what: string, weighs: boolean, detail?: DifferenceDetail): string[] => {
    const list = (all: Told[] | undefined): string => (all ?? []).map(tell).join("; ");
    const member = detail ? [tell(detail.word), detail.part && tell(detail.part), detail.language].filter(Boolean).join(" · ") : "";
    const old = detail?.old ? tell(detail.old) : list(detail?.removed);
    const now = detail?.new ? tell(detail.new) : list(detail?.added);
    const told = detail?.told ?? change.told;
    return [change.kind, change.id, what, String(weighs), member, old, now, told ? tell(told) : ""];
  };
  const rows = changes.flatMap((change) => [
    ...(change.told ? [row(change, change.what, change.weighs && change.details.every((it) => !it.weighs))] : []),
    ...change.details.map((detail) => row(change, "changed", detail.weighs, detail)),
  ]);
  const touched = affected.map(({ kind, id, told }) => [kind, id, "affected", "true", "", "", "", tell(told)]);
  return csv([["kind", "id", "what", "weighs", "member", "old", "new", "told"], ...rows, ...touched]);
}

/** A row for each moved incident. */
export function movesTable(moves: readonly DifferenceMove[], tell: Tell): string {
  const rows = moves.map(({ number, key, old, new: now, causes }) => [
    String(number), String(key), old.level, now.level, String(old.score), String(now.score), causes.map((it) => tell(it.told)).join("; "),
  ]);
  return csv([["row", "key", "old_level", "new_level", "old_score", "new_score", "causes"], ...rows]);
}

/** Rows as CSV. A mark in front says that it is UTF-8; a text that a spreadsheet would run is disarmed. */
export function csv(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => cells.map((it) => quoted(disarmed(it))).join(",");
  return `\uFEFF${rows.map(line).join("\r\n")}\r\n`;
}

function disarmed(cell: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(cell);
  return !isNumber && /^'*[\s\u3000]*[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
