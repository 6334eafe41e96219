// What differs, thing by thing.

import { signal } from "@preact/signals";
import type { Difference, DifferenceAffected } from "shao-rules";
import { save } from "../persistence/files.js";
import { difference } from "../session/comparing.js";
import { groups, type Weight, weighing } from "./changes.js";
import { ChangeItem, Line, placeOf, Star } from "./ChangeItem.js";
import { count, line, say } from "./words.js";
import { table, text } from "./write.js";

const WEIGHTS: readonly Weight[] = ["all", "weighs", "light"];
const weight = signal<Weight>("all");

/** Changes that are drawn at once. */
const STEP = 150;
const most = signal(STEP);

export function Differences() {
  const found = difference.value?.found;
  if (!found || found.changes.length === 0) return null;
  const { changes, affected } = weighing(found, weight.value);
  return (
    <div class="differences">
      <Tools found={found} />
      {changes.length + affected.length === 0 && <p class="soft">{say("none")}</p>}
      {groups(changes, most.value).map(({ kind, word, changes }) => (
        <section key={kind} aria-label={line(word)}>
          <h2>{line(word)} <small>{count(changes.length)}</small></h2>
          <ul>{changes.map((it) => <ChangeItem key={`${it.id} ${it.was ?? ""}`} change={it} />)}</ul>
        </section>
      ))}
      {changes.length > most.value && <button type="button" onClick={() => (most.value += STEP)}>{say("more", { count: count(Math.min(STEP, changes.length - most.value)) })}</button>}
      {affected.length > 0 && <Affected affected={affected} />}
    </div>
  );
}

function Affected({ affected }: { affected: readonly DifferenceAffected[] }) {
  return (
    <section aria-label={say("affected")}>
      <h2>{say("affected")} <small>{count(affected.length)}</small></h2>
      <ul>
        {affected.map((it) => (
          <li key={`${it.kind} ${it.id}`} class="change" data-weighs="true">
            <p><Star /> <Line told={line(it.told)} id={it.id} place={placeOf(it)} /></p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tools({ found }: { found: Difference }) {
  const counts: Record<Weight, number> = { all: found.changes.length, weighs: found.changes.filter((it) => it.weighs).length, light: found.changes.filter((it) => !it.weighs).length };
  const name = `${found.old.ruleset}-${found.new.ruleset}-diff`;
  return (
    <div class="compare-tools">
      <div class="radios" role="radiogroup" aria-label={say("shownChanges")}>
        {WEIGHTS.map((it) => (
          <label key={it}>
            <input type="radio" name="weight" checked={weight.value === it} onChange={() => (weight.value = it)} />
            <span>{it === "weighs" && "* "}{say(it)} {count(counts[it])}</span>
          </label>
        ))}
      </div>
      <span class="room" />
      <button type="button" onClick={() => save(`${name}.txt`, text(found, line))}>{say("asText")}</button>
      <button type="button" onClick={() => save(`${name}.csv`, table(found, line), "text/csv")}>{say("asCsv")}</button>
    </div>
  );
}
