// What is not known: what rules wait for first; a click goes to its place in the form.

import type { Details, OpenDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { goToField } from "./field.js";

export function Open({ details }: { details: Details }) {
  const weight = new Map(details.weighty.map((it, at) => [it, at]));
  const of = (it: OpenDetail): number => weight.get(it.field) ?? weight.size;
  const all = [...details.open].sort((a, b) => of(a) - of(b));
  return (
    <ul class="open">
      {all.map((it) => (
        <li key={it.field}>
          <button type="button" class="link" onClick={() => goToField(it.field)}>{told(it.title)}</button>
          <span class="soft">
            {it.state === "null" ? say("unknown") : it.state === "unusable" ? say("unusable") : say("absent")}
            {it.points > 0 && ` · ${say("uptoPoints", { points: it.points })}`}
            {it.floor && ` · ${say("atLeastLevel", { level: level(details, it.floor) })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function level(details: Details, id: string): string {
  const found = details.levels.find((it) => it.id === id);
  return found ? told(found.title) : id;
}
