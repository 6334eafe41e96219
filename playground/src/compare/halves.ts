// Where two values differ: what they begin and end with alike, and what stands between.

/** A value in three parts; the middle is its own. */
export interface Parts {
  before: string;
  own: string;
  after: string;
}

/** Shorter values are taken in at a glance. */
const SHORT = 12;

/** Both values in parts. */
export function halves(old: string, now: string): { old: Parts; now: Parts } {
  const [one, other] = [[...old], [...now]];
  const most = Math.min(one.length, other.length);
  if (most < SHORT) return { old: { before: "", own: old, after: "" }, now: { before: "", own: now, after: "" } };
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const cut = (all: string[]): Parts => ({
    before: all.slice(0, start).join(""),
    own: all.slice(start, all.length - end).join(""),
    after: all.slice(all.length - end).join(""),
  });
  return { old: cut(one), now: cut(other) };
}

/** A line that ends in a level's id, with what the level is called in its place. */
export function titled(line: string, id: string, title: string): string {
  return id !== "" && line.endsWith(id) ? line.slice(0, -id.length) + title : line;
}

/** A line around the name that it is about, which is the last one where a thing was renamed; nothing if it is not there. */
export function around(line: string, name: string, last = false): [before: string, after: string] | undefined {
  // A name that stands in a longer one is not meant.
  const inside = (it: string | undefined): boolean => it !== undefined && /[\w-]/.test(it);
  const found: number[] = [];
  for (let at = line.indexOf(name); at >= 0 && name !== ""; at = line.indexOf(name, at + 1)) {
    if (!inside(line[at - 1]) && !inside(line[at + name.length])) found.push(at);
  }
  const at = last ? found.at(-1) : found[0];
  return at === undefined ? undefined : [line.slice(0, at), line.slice(at + name.length)];
}
