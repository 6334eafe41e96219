// What each rule, bin, cell and deadline state contributes to the rows.

import { useState } from "preact/hooks";
import type { RuleRows } from "shao-rules";
import { Fold } from "../components/Fold.js";
import { EntryName } from "../results/Pointing.js";
import { count, decimal, percent } from "./numbers.js";
import { Sorted } from "./Sorted.js";
import { query, ran } from "./state.js";
import { say } from "./words.js";

type By = "file" | "hits" | "lift" | "points";

const WEIGHT: Readonly<Record<Exclude<By, "file">, (rule: RuleRows) => number>> = {
  hits: (rule) => rule.hits.rows,
  lift: (rule) => rule.lift ?? -1,
  points: (rule) => rule.pointsAHit ?? 0,
};

export function Rules() {
  const [by, setBy] = useState<By>("file");
  const results = ran.value?.results;
  if (!results) return null;
  const labelled = results.label !== undefined;
  const all = results.rules.map((rule, place) => ({ rule, place }));
  const hit = all.filter(({ rule }) => rule.hits.rows > 0);
  const never = all.filter(({ rule }) => rule.hits.rows === 0);
  const sorted = by === "file" ? hit : hit.toSorted((a, b) => WEIGHT[by](b.rule) - WEIGHT[by](a.rule));
  const head = (said: string, column: By) => <Sorted said={said} class={column === "file" ? "" : "number"} order={by !== column ? undefined : column === "file" ? "ascending" : "descending"} sort={() => setBy(column)} />;
  return (
    <section class="rules" aria-label={say("rules")}>
      <h2>{say("rules")}</h2>
      {labelled && (
        <details class="soft">
          <summary>{say("lift")}: {say("what")}</summary>
          <p>{say("liftHelp")}</p>
        </details>
      )}
      <div class="scrolls" tabIndex={0} role="group" aria-label={say("rules")}>
        <table>
          <thead>
            <tr>
              {head(say("rule"), "file")}
              {head(say("hits"), "hits")}
              <th scope="col" class="number">{say("hitRate")}</th>
              {labelled && <th scope="col" class="number">{say("positives")}</th>}
              {labelled && head(say("lift"), "lift")}
              {head(say("pointsAHit"), "points")}
            </tr>
          </thead>
          <tbody>{sorted.map(({ rule, place }) => <Line key={place} rule={rule} place={place} labelled={labelled} />)}</tbody>
        </table>
      </div>
      {never.length > 0 && (
        <Fold class="soft" title={say("neverHit", { count: never.length })}>
          {() => <p class="never">{never.map(({ rule, place }) => <span key={place}><EntryName id={rule.id} /> {rule.part}</span>)}</p>}
        </Fold>
      )}
    </section>
  );
}

interface LineProps {
  rule: RuleRows;
  place: number;
  labelled: boolean;
}

function Line({ rule, place, labelled }: LineProps) {
  return (
    <tr data-rule={rule.id}>
      <th scope="row">
        <EntryName id={rule.id} /> <span class="soft">{rule.part}</span>
        {rule.shadow && <span class="tag">{say("shadow")}</span>}
      </th>
      <td class="number"><button type="button" class="link" aria-label={`${say("showHits", { rule: rule.id })}: ${count(rule.hits.rows)}`} onClick={() => look(place)}>{count(rule.hits.rows)}</button></td>
      <td class="number">{percent(rule.hitRate)}</td>
      {labelled && <td class="number">{count(rule.hits.positives ?? 0)}</td>}
      {labelled && <td class="number">{decimal(rule.lift)}</td>}
      <td class="number">{rule.pointsAHit === undefined ? "–" : Math.round(rule.pointsAHit * 10) / 10}</td>
    </tr>
  );
}

/** Shows the rows that a rule hits. */
function look(hit: number): void {
  query.value = { hit };
  document.getElementById("backtest-rows")?.scrollIntoView({ block: "start" });
}
