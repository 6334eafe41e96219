// A JSON array whose items are rows, cut into its items without being read: what they hold stays as it is written.

import { Lines } from "./lines.js";

/** What matters of JSON here: whole texts, and what opens, parts and closes. */
const MARKS = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},]/gs;

/** The items of an array, a line each. */
export function readList(text: string): Lines {
  const lines = new Lines();
  let [depth, start] = [0, text.indexOf("[") + 1];
  const end = (at: number): void => {
    const item = text.slice(start, at).trim();
    if (item !== "") lines.add(item.replace(/[\r\n]+\s*/g, " "));
    start = at + 1;
  };
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    if (mark === "[" || mark === "{") depth += 1;
    else if (mark === "]" || mark === "}") depth -= 1;
    if ((mark === "," && depth === 1) || (mark === "]" && depth === 0)) end(index);
  }
  if (depth > 0) end(text.length);
  return lines;
}
