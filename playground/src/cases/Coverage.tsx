// What no case exercises: rules, bins, cells, states of deadlines, and sides of thresholds.

import { signal } from "@preact/signals";
import type { CaseCoverage, Ends, Texts } from "shao-rules";
import { say as sayAll, told } from "../app/words.js";
import { fired, met, SIGNS } from "../editor/coverage.js";
import { showPlace } from "../editor/go.js";
import { keepMarks } from "../session/state.js";
import { say } from "./words.js";

const all = signal(false);

/** A line of the list. */
interface Reached {
  text: string;
  range: Ends;
  gap: Texts | undefined;
  said: string;
  sign: string;
}

export function Coverage({ coverage }: { coverage: CaseCoverage }) {
  const places = placesOf(coverage);
  const gaps = places.filter((it) => it.gap);
  return (
    <>
      <div class="find">
        <div class="radios" role="radiogroup" aria-label={say("which")}>
          {[false, true].map((it) => (
            <label key={String(it)}>
              <input type="radio" name="which-places" checked={all.value === it} onChange={() => (all.value = it)} />
              <span>{it ? say("everything", { count: places.length }) : say("gaps", { count: gaps.length })}</span>
            </label>
          ))}
        </div>
        <button type="button" aria-pressed={keepMarks.value} onClick={() => (keepMarks.value = !keepMarks.value)}>{say("keepMarks")}</button>
      </div>
      <p class="soft">{say("legend")}</p>
      {gaps.length === 0 && <p class="good">✓ {say("allCovered")}</p>}
      <ul class="places">{(all.value ? places : gaps).map((it, at) => <Place key={at} one={it} />)}</ul>
    </>
  );
}

function placesOf({ outcomes, thresholds }: CaseCoverage): Reached[] {
  const rules = outcomes.map((it) => ({
    text: it.part ? `${it.id}, ${told(it.part)}` : it.id,
    range: it.range,
    gap: it.gap,
    said: sayAll("firedBy", { count: it.cases }),
    sign: SIGNS[fired(it)],
  }));
  const values = thresholds.map((it) => ({ text: told(it.text), range: it.range, gap: it.gap, said: say("threshold"), sign: SIGNS[met(it)] }));
  return [...rules, ...values];
}

function Place({ one: { text, range, gap, said, sign } }: { one: Reached }) {
  return (
    <li data-gap={gap !== undefined}>
      <span aria-hidden="true" class={gap ? "bad" : "good"}>{sign}</span>{" "}
      <button type="button" class="link" onClick={() => showPlace(range)}>{gap ? told(gap) : text}</button> {!gap && <span class="soft">{said}</span>}
    </li>
  );
}
