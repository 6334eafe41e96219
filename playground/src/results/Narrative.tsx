// The words given, with what the rules found in them marked. Sensitive words are not shown.

import { useComputed } from "@preact/signals";
import type { HitDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { pointed, tried } from "../session/state.js";
import { at } from "../validation/pointer.js";
import { type Marked, marked, type Part, parts } from "./marks.js";
import { pointing } from "./Pointing.js";

export function Narrative({ hits }: { hits: readonly HitDetail[] }) {
  const numbers = new Map(hits.map((it, place) => [it.id, place + 1]));
  return (
    <>
      {marked(hits).map((it) => (
        <figure key={it.path} class="narrative">
          <figcaption>{it.reading.title ? told(it.reading.title) : it.reading.name}</figcaption>
          <Words marked={it} numbers={numbers} />
        </figure>
      ))}
    </>
  );
}

interface WordsProps {
  marked: Marked;
  numbers: ReadonlyMap<string, number>;
}

function Words({ marked: { reading, path, finds }, numbers }: WordsProps) {
  const text = useComputed(() => at(tried.value, path)).value;
  if (reading.masked) return <p class="soft">{say("masked", { count: finds.length })}</p>;
  if (typeof text !== "string") return null;
  return (
    <blockquote>
      {parts(text, finds).map((it, place) => (it.hits.length === 0 ? it.text : <Found key={place} part={it} numbers={numbers} />))}
    </blockquote>
  );
}

interface FoundProps {
  part: Part;
  numbers: ReadonlyMap<string, number>;
}

function Found({ part, numbers }: FoundProps) {
  const lit = useComputed(() => pointed.value !== undefined && part.hits.includes(pointed.value)).value;
  return (
    <mark data-pointed={lit} title={part.hits.join(", ")} {...pointing(part.hits[0] ?? "")}>
      {part.text}
      <sup>{part.hits.map((it) => numbers.get(it)).join(" ")}</sup>
    </mark>
  );
}
