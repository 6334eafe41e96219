// One text made into another by the least that has to be put in between.

/** A part of a text and what comes in its place. */
export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** The one change that makes `now` of `before`. */
export function change(before: string, now: string): Change {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: now.slice(start, now.length - end) };
}
