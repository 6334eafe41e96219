// What an official, the citizen concerned or the rule's author would read.

import { useSignal, useSignalEffect } from "@preact/signals";
import type { Audience } from "shao-rules";
import { say } from "../app/words.js";
import { desk } from "../engine/engine.js";
import { incident, locale, settings, trial } from "../session/state.js";
import { type Paragraph, paragraphs } from "./letter.js";

const AUDIENCES: readonly Audience[] = ["official", "citizen", "author"];

export function Letter() {
  const audience = useSignal<Audience>("official");
  const text = useSignal("");
  useSignalEffect(() => {
    // Written anew after every result: the engine then has the ruleset and the incident at hand.
    if (!trial.value) return;
    let current = true;
    const wanted = { ...settings.peek(), bounds: true, next: true };
    desk.call.render(incident.peek(), wanted, audience.value, locale.value).then(
      (found) => {
        if (current && found !== undefined) text.value = found;
      },
      // The result beside it says what is wrong.
      () => undefined,
    );
    return () => {
      current = false;
    };
  });
  return (
    <div class="letter">
      <div class="radios" role="radiogroup" aria-label={say("reader")}>
        {AUDIENCES.map((it) => (
          <label key={it}>
            <input type="radio" name="reader" checked={audience.value === it} onChange={() => (audience.value = it)} />
            <span>{say(it)}</span>
          </label>
        ))}
      </div>
      <article>{paragraphs(text.value).map((it, at) => <One key={at} paragraph={it} />)}</article>
    </div>
  );
}

function One({ paragraph: { kind, text } }: { paragraph: Paragraph }) {
  if (kind === "title") return <h2>{text}</h2>;
  return kind === "heading" ? <h3>{text}</h3> : <p class={kind}>{text}</p>;
}
