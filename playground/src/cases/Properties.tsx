// What the ruleset states of all incidents, what came of it, and what else proofs found.

import type { ProofIncident, ProofOutcome, ProofProperty, ProofReport } from "shao-rules";
import { told } from "../app/words.js";
import { showPlace } from "../editor/go.js";
import { EntryName } from "../results/Pointing.js";
import { judged, proved, proving } from "../session/cases.js";
import { proveAgain, stopProof } from "../session/judging.js";
import { openProof } from "./open.js";
import { levelTitle } from "./titles.js";
import { type CaseWord, say } from "./words.js";

export function Properties() {
  const found = proved.value;
  const old = found !== undefined && (found.text !== judged.value?.text || found.lines !== judged.value.lines);
  return (
    <>
      <Progress />
      {old && <p class="soft">{say("oldProofs")}</p>}
      {found && <Proved report={found.report} />}
    </>
  );
}

function Progress() {
  switch (proving.value) {
    case "under way":
      return <p role="status">{say("proving")} <button type="button" onClick={stopProof}>{say("stop")}</button></p>;
    case "stopped":
      return <p role="status">{say("stopped")} <button type="button" onClick={proveAgain}>{say("proveAgain")}</button></p>;
    default:
      return null;
  }
}

const URGENCY: readonly ProofProperty["verdict"][] = ["fails", "notDecided", "holds"];

function Proved({ report }: { report: ProofReport }) {
  const all = [...report.properties].sort((a, b) => URGENCY.indexOf(a.verdict) - URGENCY.indexOf(b.verdict));
  return (
    <>
      {all.length === 0 && <p class="soft">{say("noProperties")}</p>}
      <ul class="case-list">{all.map((it) => <Property key={it.range.start.line} one={it} report={report} />)}</ul>
      <Findings report={report} />
    </>
  );
}

const VERDICTS: Readonly<Record<ProofProperty["verdict"], readonly [sign: string, word: CaseWord, look: string]>> = {
  holds: ["✓", "holds", "good"],
  fails: ["✗", "breaks", "bad"],
  notDecided: ["?", "notDecided", "soft"],
};

function Property({ one, report }: { one: ProofProperty; report: ProofReport }) {
  const [sign, word, look] = VERDICTS[one.verdict];
  const line = one.range.start.line + 1;
  const name = told(one.name);
  return (
    <li class="case" data-verdict={one.verdict}>
      <div class="case-line">
        <span class={`verdict ${look}`}><span aria-hidden="true">{sign}</span> {say(word)}</span>
        <span class={one.verdict === "fails" ? "case-name failed" : "case-name"}>{name}</span>
        <span class="case-tools">
          <button type="button" class="link" aria-label={say("goToText", { line, name })} onClick={() => showPlace(one.range)}>{say("textLine", { line })}</button>
        </span>
      </div>
      {one.verdict === "notDecided" && <p class="soft">{say("samples", { count: one.samples })}</p>}
      {one.verdict === "fails" && <Counterexamples all={one.incidents} report={report} name={name} />}
    </li>
  );
}

function Counterexamples({ all, report, name }: { all: readonly ProofIncident[]; report: ProofReport; name: string }) {
  const word = (at: number): CaseWord => (all.length < 2 ? "counterexample" : at === 0 ? "lowerValue" : "higherValue");
  return (
    <ul class="differences">
      {all.map((it, at) => (
        <li key={at}>
          {say(word(at), { score: it.score, level: levelTitle(it.level) })} <code>{JSON.stringify(it.incident)}</code>{" "}
          <button type="button" class="link" aria-label={say("openCase", { name })} onClick={() => openProof(it, report)}>{say("openIt")}</button>
        </li>
      ))}
      {report.asOf && <li class="soft">{say("provedAt", { asOf: report.asOf })}</li>}
    </ul>
  );
}

function Findings({ report }: { report: ProofReport }) {
  const { neverFires, neverMatters, alwaysTogether, levelsOutOfReach, notDecided, highest } = report;
  const idle = neverFires.length + neverMatters.length + alwaysTogether.length + levelsOutOfReach.length;
  return (
    <section aria-label={say("findings")}>
      <h2>{say("findings")}</h2>
      <ul class="findings">
        {neverFires.map((it, at) => <li key={at}>△ <Entry one={it} /> {say("neverFires")}</li>)}
        {neverMatters.map((it, at) => <li key={at}>△ <Entry one={it} /> {say("neverMatters")}</li>)}
        {alwaysTogether.map((pair, at) => <li key={at}>△ {pair.map((it, place) => <Entry key={place} one={it} />)} {say("together")}</li>)}
        {levelsOutOfReach.map((it) => <li key={it}>△ {say("outOfReach", { level: levelTitle(it) })}</li>)}
        {notDecided.map((it) => <li key={it} class="soft">? {say("undecided", { what: it })}</li>)}
        {idle === 0 && notDecided.length === 0 && <li>✓ {say("nothingFound")}</li>}
        <li>
          {say(highest.exact ? "highest" : "atMost", { score: highest.score })}{" "}
          <button type="button" class="link" aria-label={say("openCase", { name: say("highest", { score: highest.score }) })} onClick={() => openProof(highest, report)}>{say("openIt")}</button>
        </li>
      </ul>
    </section>
  );
}

function Entry({ one: { id, part } }: { one: ProofOutcome }) {
  return <><EntryName id={id} />{part && <span class="soft"> {part} </span>}</>;
}
