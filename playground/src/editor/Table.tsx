// Rules, bins and levels as a table that staff edit like a spreadsheet; each change is one edit of the text.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SheetCell, SheetColumn, SheetRow } from "shao-rules";
import { EngineError } from "../engine/client.js";
import { desk } from "../engine/engine.js";
import { say, type Word } from "../app/words.js";
import { pointed, snapshot } from "../session/state.js";
import { put } from "./edits.js";
import { editor } from "./view.js";

/** The columns, each with the values that stand in it: a row has one threshold at most. */
const COLUMNS: readonly { word: Word; values: readonly SheetColumn[] }[] = [
  { word: "points", values: ["points"] },
  { word: "threshold", values: ["below", "upTo", "from"] },
  { word: "when", values: ["when"] },
  { word: "group", values: ["group"] },
  { word: "atLeast", values: ["atLeast"] },
];

/** Which values a threshold takes. */
const SIGNS: Partial<Record<SheetColumn, string>> = { below: "<", upTo: "≤", from: "≥" };

/** A cell that can be typed in; what is refused stays, with the reason. */
function Cell({ cell, label }: { cell: SheetCell; label: string }) {
  const refused = useSignal("");
  // What is typed counts until the text says something else there: the field stays the same, and keeps the keyboard.
  const draft = useSignal<string | undefined>(undefined);
  useEffect(() => void (refused.value = "", draft.value = undefined), [cell.text]);
  const set = async (field: HTMLInputElement | HTMLTextAreaElement): Promise<void> => {
    const view = editor.value;
    if (!view) return;
    if (field.value === cell.text) {
      refused.value = "";
      return;
    }
    try {
      put(view, await desk.call.set(cell, field.value));
      refused.value = "";
    } catch (error) {
      refused.value = error instanceof EngineError ? error.message : String(error);
    }
  };
  const given = {
    "value": draft.value ?? cell.text,
    "aria-label": label,
    "aria-invalid": refused.value !== "",
    "spellcheck": false,
    "onInput": (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => void (draft.value = event.currentTarget.value),
    "onChange": (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => void set(event.currentTarget),
  };
  const isLong = cell.column === "when" || cell.column === "text";
  return (
    <>
      {SIGNS[cell.column] && <span class="sign">{SIGNS[cell.column]}</span>}
      {isLong ? <textarea rows={Math.min(4, Math.ceil(cell.text.length / 34))} {...given} /> : <input size={Math.max(4, cell.text.length)} {...given} />}
      {refused.value && <small class="bad" role="alert">{refused.value}</small>}
    </>
  );
}

function Row({ row, languages }: { row: SheetRow; languages: readonly string[] }) {
  const name = row.bin > 0 ? `${row.id} ${row.bin}` : row.id;
  const cell = (said: string, values: readonly SheetColumn[], language?: string) => {
    const found = row.cells.find((it) => values.includes(it.column) && it.language === language);
    return found && <Cell key={`${found.column} ${found.language ?? ""}`} cell={found} label={`${name} ${said} ${SIGNS[found.column] ?? ""}`.trim()} />;
  };
  return (
    <tr class={pointed.value === row.id ? "lit" : undefined} onFocusCapture={() => (pointed.value = row.id)}>
      <th scope="row">{name}</th>
      {COLUMNS.map(({ word, values }) => <td key={word}>{cell(say(word), values)}</td>)}
      {languages.map((language) => <td key={language}>{cell(`${say("reason")} ${language}`, ["text"], language)}</td>)}
    </tr>
  );
}

export function Table() {
  const rows = useSignal<readonly SheetRow[]>([]);
  const wanted = useSignal("");
  const now = snapshot.value;
  useEffect(() => {
    void desk.call.sheet().then((found) => (rows.value = found));
  }, [now]);
  const languages = [...new Set(rows.value.flatMap((row) => row.cells.flatMap((it) => it.language ?? [])))];
  const shown = rows.value.filter((row) => `${row.id} ${row.cells.map((it) => it.text).join(" ")}`.includes(wanted.value));
  if (rows.value.length === 0) return <p class="empty">{say("noTable")}</p>;
  return (
    <div class="sheet">
      <input type="search" value={wanted.value} placeholder={say("find")} aria-label={say("find")} onInput={(event) => (wanted.value = event.currentTarget.value)} />
      <table aria-label={say("tableOf")}>
        <thead>
          <tr>
            <th scope="col">{say("entry")}</th>
            {COLUMNS.map(({ word }) => <th key={word} scope="col">{say(word)}</th>)}
            {languages.map((language) => <th key={language} scope="col">{say("reason")} {language}</th>)}
          </tr>
        </thead>
        <tbody>{shown.map((row) => <Row key={`${row.kind} ${row.id} ${row.bin}`} row={row} languages={languages} />)}</tbody>
      </table>
    </div>
  );
}
