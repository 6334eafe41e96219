// The text of a cases file: a case a line. What a change does not concern stays as it was written.

import { parse } from "../validation/json.js";

/** The lines with one more at the end, and its number, from 1. */
export function added(lines: string, line: string): { lines: string; line: number } {
  const before = lines === "" || lines.endsWith("\n") ? lines : `${lines}\n`;
  return { lines: `${before}${line.trimEnd()}\n`, line: before.split("\n").length };
}

/** The lines without that one. */
export function removed(lines: string, line: number): string {
  return lines.split("\n").toSpliced(line - 1, 1).join("\n");
}

/** The lines with another name in that one; the same lines where it has no name. */
export function renamed(lines: string, line: number, name: string): string {
  const all = lines.split("\n");
  const found = nameIn(all[line - 1] ?? "");
  if (!found) return lines;
  const { text, from, to } = found;
  all[line - 1] = text.slice(0, from) + JSON.stringify(name) + text.slice(to);
  return all.join("\n");
}

/** A name that no other has: the one that is wanted, or that with a number. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} (${number})`)) number += 1;
  return `${wanted} (${number})`;
}

/** The names in the lines; a line that cannot be read has none. */
export function namesIn(lines: string): string[] {
  return lines.split("\n").flatMap((line) => {
    const read = parse(line);
    return "value" in read && typeof read.value["name"] === "string" ? [read.value["name"]] : [];
  });
}

/** Where the value of the member `name` of a line's own object stands: that of an incident is another one. */
function nameIn(text: string): { text: string; from: number; to: number } | undefined {
  let depth = 0;
  let isName = false;
  for (const part of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    const [found] = part;
    if (isName && found.startsWith('"')) return { text, from: part.index, to: part.index + found.length };
    if (found === "{" || found === "[") depth += 1;
    if (found === "}" || found === "]") depth -= 1;
    if (found !== ":") isName = depth === 1 && found === '"name"' && /^\s*:/.test(text.slice(part.index + found.length));
  }
  return undefined;
}
