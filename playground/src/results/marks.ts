// A text with what was found in it marked: parts in order, each with the hits that it speaks for.

import type { HitDetail, Reading } from "shao-rules";

/** A part of a text. */
export interface Part {
  text: string;
  /** The hits that rest on it; none for what is not marked. */
  hits: string[];
}

/** A text field that evidence was found in. */
export interface Marked {
  reading: Reading;
  path: string;
  /** Start and end of each find, in UTF-16 units as the engine gives them, and its hit. */
  finds: Find[];
}

/** Words found in a text, as the engine shows them, and the hit that rests on them. */
export interface Find {
  start: number;
  end: number;
  words: string;
  hit: string;
}

/** The texts in which evidence was found, in the order of the hits. */
export function marked(hits: readonly HitDetail[]): Marked[] {
  const all = new Map<string, Marked>();
  for (const hit of hits) {
    for (const reading of hit.evidence) {
      const path = reading.path;
      const places = (reading.searches ?? []).flatMap((it) => it.found);
      if (path === undefined || places.length === 0) continue;
      const one = all.get(path) ?? { reading, path, finds: [] };
      all.set(path, one);
      one.finds.push(...places.map(({ utf16: [start, end], text }) => ({ start, end, words: text, hit: hit.id })));
    }
  }
  return [...all.values()];
}

/**
 * The parts of a text: it is cut where a find begins or ends. Where the engine masks the words of a find, so does its
 * part, and it is not cut.
 */
export function parts(text: string, finds: readonly Find[]): Part[] {
  const masked = finds.filter((it) => text.slice(it.start, it.end) !== it.words);
  const whole = (cut: number): boolean => cut <= text.length && !masked.some((it) => it.start < cut && cut < it.end);
  const cuts = [...new Set([0, text.length, ...finds.flatMap((it) => [it.start, it.end])])].filter(whole).sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, at) => {
    const start = cuts[at] ?? 0;
    const over = (it: Find): boolean => it.start < end && it.end > start;
    const said = masked.filter(over).map((it) => it.words);
    return [{ text: said.length > 0 ? said.join(" ") : text.slice(start, end), hits: [...new Set(finds.filter(over).map((it) => it.hit))] }];
  });
}
