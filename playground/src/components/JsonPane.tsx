// The incident as JSON, in step with the form. A text with a mistake changes nothing and says where it is.

import { useRef, useState } from "preact/hooks";
import { say, type Word } from "../app/words.js";
import { incident } from "../session/state.js";
import { type Misread, type Mistake, parse, print } from "../validation/json.js";

const SAID: Readonly<Record<Mistake, Word>> = {
  unexpected: "misUnexpected",
  unfinished: "misUnfinished",
  control: "misControl",
  escape: "misEscape",
  twice: "misTwice",
  inexact: "misInexact",
  deep: "misDeep",
  noObject: "misNoObject",
};

export function JsonPane() {
  // What was typed counts as long as the incident is the one that it was typed over.
  const [draft, setDraft] = useState<{ text: string; over: object; misread?: Misread }>();
  const input = useRef<HTMLTextAreaElement>(null);
  const own = draft?.over === incident.value ? draft : undefined;
  const take = (text: string): void => {
    const read = parse(text);
    if ("misread" in read) setDraft({ text, over: incident.peek(), misread: read.misread });
    else {
      setDraft({ text, over: read.value });
      incident.value = read.value;
    }
  };
  const go = (at: number): void => {
    input.current?.focus();
    input.current?.setSelectionRange(at, at + 1);
  };
  const misread = own?.misread;
  return (
    <div class="json">
      <textarea ref={input} spellcheck={false} autocomplete="off" aria-label={say("json")} aria-describedby="json-said" aria-invalid={misread !== undefined} value={own?.text ?? print(incident.value)} onInput={(event) => take(event.currentTarget.value)} />
      <p id="json-said" class={misread ? "bad" : "soft"} role="status">
        {misread ? say("jsonBad", { line: misread.line, column: misread.column, what: say(SAID[misread.mistake], { found: misread.found }) }) : say("jsonHelp")}
        {misread && <button type="button" onClick={() => go(misread.at)}>{say("goThere")}</button>}
      </p>
    </div>
  );
}
