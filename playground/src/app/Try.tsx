// One incident, and what comes of it: the facts and the result side by side, or one under the other.

import { SaveCase } from "../cases/SaveCase.js";
import { AsOf } from "../components/AsOf.js";
import { Context } from "../components/Context.js";
import { Form } from "../components/Form.js";
import { JsonPane } from "../components/JsonPane.js";
import { Tabs } from "../components/Tabs.js";
import type { Trial } from "../engine/desk.js";
import { Letter } from "../results/Letter.js";
import { Result } from "../results/Result.js";
import { Flaws, Summary } from "../results/Summary.js";
import { WhyNot } from "../results/WhyNot.js";
import { ruleset, snapshot, trial, trouble } from "../session/state.js";
import { factsTab, resultTab } from "../session/tabs.js";
import { say } from "./words.js";

export function Try() {
  return (
    <div class="try">
      <div class="panes">
        <Head />
        <Facts />
        <Results />
      </div>
    </div>
  );
}

function Head() {
  const found = trial.value;
  return (
    <div class="head">
      {trouble.value && <p class="bad" role="alert">⚠︎ {trouble.value}</p>}
      <p class="bad" role="status">{snapshot.value && !snapshot.value.ruleset && `⚠︎ ${say(ruleset.value ? "stale" : "mustMend")}`}</p>
      {found && <Summary assessment={found.assessment} details={found.explained.details} />}
      {found && (
        <div class="beneath">
          <SaveCase found={found} />
          <Flaws assessment={found.assessment} />
        </div>
      )}
      <p class="jump">
        <button type="button" onClick={() => show("results")}>{say("toResult")}</button>
        <button type="button" onClick={() => show("facts")}>{say("toFacts")}</button>
      </p>
    </div>
  );
}

/** Where facts and result are under each other: the one of them, below what stays in sight. */
function show(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: "start" });
}

function Facts() {
  return (
    <section class="pane" id="facts" aria-label={say("facts")}>
      <Tabs label="facts" names={["form", "json"]} chosen={factsTab.value} choose={(it) => (factsTab.value = it)} beside={<Settings />}>
        {factsTab.value === "form" ? <Form /> : <JsonPane />}
      </Tabs>
    </section>
  );
}

/** What the incident is assessed with. */
function Settings() {
  return (
    <div class="settings">
      <AsOf />
      <Context />
    </div>
  );
}

function Results() {
  const found = trial.value;
  return (
    <section class="pane" id="results" aria-label={say("result")}>
      <Tabs label="result" names={["result", "whyNot", "letter"]} chosen={resultTab.value} choose={(it) => (resultTab.value = it)}>
        {found ? <Shown found={found} /> : !trouble.value && <p role="status">{say("loading")}</p>}
      </Tabs>
    </section>
  );
}

function Shown({ found }: { found: Trial }) {
  switch (resultTab.value) {
    case "whyNot":
      return <WhyNot all={found.explained.details.whyNot} />;
    case "letter":
      return <Letter />;
    default:
      return <Result trial={found} />;
  }
}
