// Why a rule did not fire: its condition in parts, whether each holds, and what it read.

import type { Because, ConditionPart, NotHit, Truth } from "shao-rules";
import { useState } from "preact/hooks";
import { say, type Word } from "../app/words.js";
import { Fold } from "../components/Fold.js";
import { EntryName, Pointing } from "./Pointing.js";
import { Reading } from "./Reading.js";

const BECAUSE: Readonly<Record<Because, Word>> = {
  false: "becauseFalse",
  unknown: "becauseUnknown",
  notApplicable: "becauseNotApplicable",
  failed: "becauseFailed",
  notInForce: "becauseNotInForce",
  bin: "becauseBin",
  deadline: "becauseDeadline",
};

const TRUTH: Readonly<Record<Truth, readonly [sign: string, said: Word]>> = {
  known: ["=", "truthKnown"],
  true: ["✓", "truthTrue"],
  false: ["✕", "truthFalse"],
  unknown: ["?", "truthUnknown"],
  notApplicable: ["–", "truthNotApplicable"],
  failed: ["⚠︎", "truthFailed"],
};

export function WhyNot({ all }: { all: readonly NotHit[] }) {
  const [wanted, setWanted] = useState("");
  const words = wanted.trim().toLowerCase();
  const shown = all.filter((it) => [it.id, ...it.conditions].some((said) => said.toLowerCase().includes(words)));
  return (
    <div class="why-not">
      <div class="find">
        <input type="search" value={wanted} placeholder={say("findRule")} aria-label={say("findRule")} onInput={(event) => setWanted(event.currentTarget.value)} />
        <span class="soft">{shown.length}/{all.length}</span>
      </div>
      <p class="soft">{say("whyNotHelp")}</p>
      <ul>{shown.map((it) => <One key={it.id} one={it} />)}</ul>
    </div>
  );
}

function One({ one }: { one: NotHit }) {
  const title = (
    <>
      <strong>{one.id}</strong> <span class="because">{say(BECAUSE[one.because])}</span>
      {one.shadow === true && <span class="tag">{say("shadow")}</span>}
    </>
  );
  return (
    <Pointing id={one.id}>
      <Fold title={title}>
        {() => (
          <>
            <p>
              {say("condition")}: {one.conditions.map((it, at) => <code key={at}>{it} </code>)} <EntryName id={one.id} />
            </p>
            <Parts parts={one.parts} />
          </>
        )}
      </Fold>
    </Pointing>
  );
}

function Parts({ parts }: { parts: readonly ConditionPart[] }) {
  if (parts.length === 0) return null;
  return (
    <ul class="parts">
      {parts.map((it, at) => {
        const [sign, said] = TRUTH[it.truth];
        return (
          <li key={at}>
            <span class={`truth ${it.truth}`}><span aria-hidden="true">{sign}</span> {say(said)}</span> <code>{it.text}</code>
            {it.item && <span class="soft"> {it.item}</span>}
            {(it.values ?? []).map((value) => <p key={value.name}><Reading reading={value} /></p>)}
            <Parts parts={it.parts ?? []} />
          </li>
        );
      })}
    </ul>
  );
}
