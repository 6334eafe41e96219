// One click makes a case of the incident; what was saved can be named, looked at and taken back.

import { useSignal } from "@preact/signals";
import type { Texts } from "shao-rules";
import { say, told } from "../app/words.js";
import type { Trial } from "../engine/desk.js";
import { EngineError } from "../engine/client.js";
import { type Saved, saved, sought, takeBack } from "../session/cases.js";
import { incident, snapshot, view } from "../session/state.js";
import { renameSaved, saveCase } from "./save.js";

export function SaveCase({ found }: { found: Trial }) {
  const refused = useSignal<{ why: Texts | string; of: object } | undefined>(undefined);
  const last = saved.value;
  if (last?.incident === incident.value) return <Done last={last} />;
  const save = async (): Promise<void> => {
    const of = incident.peek();
    try {
      const why = await saveCase(found);
      refused.value = why && { why: why === "mustMend" ? say(why) : why, of };
    } catch (error) {
      refused.value = { why: error instanceof EngineError ? error.message : String(error), of };
    }
  };
  const why = refused.value?.of === incident.value ? refused.value.why : undefined;
  return (
    <p class="save-case">
      <button type="button" disabled={!snapshot.value?.ruleset} onClick={() => void save()}>＋ {say("saveCase")}</button>
      {why && <span class="bad" role="alert">⚠︎ {typeof why === "string" ? why : told(why)}</span>}
    </p>
  );
}

/** Shows a case among all. */
function see(name: string): void {
  sought.value = name;
  view.value = "test";
}

function Done({ last }: { last: Saved }) {
  return (
    <p class="save-case">
      <span role="status">✓ {say("savedAs")}</span>
      <input type="text" value={last.name} aria-label={say("caseName")} autocomplete="off" data-apart onChange={(event) => renameSaved(event.currentTarget.value)} />
      <button type="button" onClick={takeBack}>{say("takeBack")}</button>
      <button type="button" onClick={() => see(last.name)}>{say("seeCase")}</button>
    </p>
  );
}
