// What to ask next: answered in place, the answer is in the incident.

import type { FormField, NextDetail } from "shao-rules";
import { useRef, useState } from "preact/hooks";
import { say, told } from "../app/words.js";
import { Control } from "../components/Control.js";
import { Fold } from "../components/Fold.js";
import { change } from "../session/known.js";
import { ruleset } from "../session/state.js";
import { locate } from "../validation/values.js";

interface NextProps {
  next: readonly NextDetail[];
}

export function Next({ next }: NextProps) {
  const place = useRef<HTMLDivElement>(null);
  const [first, ...rest] = next;
  if (!first) return <p class="soft">{say("nothingToAsk")}</p>;
  // The question goes when it is answered: the focus stays with those that come.
  const answered = (): void => place.current?.focus();
  return (
    <div class="next" ref={place} tabIndex={-1}>
      <Ask key={first.field} detail={first} answered={answered} />
      {rest.length > 0 && (
        <Fold title={`${say("thenAsk")} (${rest.length})`}>{() => rest.map((it) => <Ask key={it.field} detail={it} answered={answered} />)}</Fold>
      )}
    </div>
  );
}

interface AskProps {
  detail: NextDetail;
  answered(): void;
}

function Ask({ detail, answered }: AskProps) {
  const form = ruleset.value?.form;
  const located = form && locate(form, detail.field);
  const id = `ask-${detail.field}`;
  const set = (value: unknown): void => {
    if (located) change(located.pointer, value);
    answered();
  };
  return (
    <div class="question">
      <p class="words">
        <span id={`${id}-label`}>{told(detail.ask)}</span> <span class="tag">{say(detail.cost)}</span>
      </p>
      {located && <Answering field={located.field} id={id} set={set} />}
      <Leads detail={detail} />
    </div>
  );
}

interface AnsweringProps {
  field: FormField;
  id: string;
  set(value: unknown): void;
}

function Answering({ field, id, set }: AnsweringProps) {
  if (field.type === "bool") return <Buttons id={id} set={set} answers={[[say("yes"), true], [say("no"), false], [say("unknownShort"), null]]} />;
  if (field.type === "records") return <Buttons id={id} set={set} answers={[[`+ ${say("add")}`, [{}]], [say("noneShort"), []], [say("unknownShort"), null]]} />;
  return <Typed field={field} id={id} set={set} />;
}

interface ButtonsProps {
  id: string;
  answers: readonly (readonly [said: string, value: unknown])[];
  set(value: unknown): void;
}

function Buttons({ id, answers, set }: ButtonsProps) {
  return (
    <div class="marks" role="group" aria-labelledby={`${id}-label`}>
      {answers.map(([said, value]) => <button key={said} type="button" onClick={() => set(value)}>{said}</button>)}
    </div>
  );
}

/** An answer counts when it is given, not while it is typed. */
function Typed({ field, id, set }: AnsweringProps) {
  const [value, setValue] = useState<unknown>(undefined);
  const answer = (event: Event): void => {
    event.preventDefault();
    if (value !== undefined) set(value);
  };
  return (
    <form class="typed" onSubmit={answer}>
      <Control field={field} value={value} id={id} describedBy={undefined} bad={false} set={setValue} />
      <button type="submit" disabled={value === undefined}>{say("answer")}</button>
    </form>
  );
}

/** What answers lead to; the first of them, for a text may have a hundred. */
const SHOWN = 6;

function Leads({ detail }: { detail: NextDetail }) {
  const all = detail.answers.filter((it) => it.leadsTo !== undefined && told(it.text) !== "");
  if (all.length === 0) return null;
  return (
    <ul class="leads">
      {all.slice(0, SHOWN).map((it, at) => (
        <li key={at}>{it.rises ? "▲ " : ""}{say("leads", { text: told(it.text), leadsTo: it.leadsTo ? told(it.leadsTo) : "" })}</li>
      ))}
      {all.length > SHOWN && <li class="soft">{say("more", { count: all.length - SHOWN })}</li>}
    </ul>
  );
}
