// A case: whether it passes, what is another than it states, how it has moved, and what can be done with it.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { CasePlace, RanCase } from "shao-rules";
import { told } from "../app/words.js";
import { focused, focusNext } from "../components/focus.js";
import { showPlace } from "../editor/go.js";
import { put } from "../session/cases.js";
import { cases } from "../session/state.js";
import { asOneStep } from "../session/undo.js";
import { removed, renamed } from "./lines.js";
import type { Move } from "./moves.js";
import { openCase } from "./open.js";
import type { Listed } from "./order.js";
import { levelTitle } from "./titles.js";
import { keepPlace } from "./place.js";
import { say } from "./words.js";

export function CaseRow({ listed: { one, move } }: { listed: Listed }) {
  const naming = useSignal(false);
  const row = useRef<HTMLLIElement>(null);
  const named = (byKey: boolean): void => {
    naming.value = false;
    if (byKey) focusNext(() => row.current?.querySelector<HTMLElement>(".sign-tool"));
  };
  const line = one.place.in === "lines" ? one.place.line : undefined;
  return (
    <li class="case" ref={row} data-passed={one.passed} data-moved={move?.how}>
      <div class="case-line">
        <span class={`verdict ${one.passed ? "good" : "bad"}`} role="img" aria-label={say(one.passed ? "passes" : "fails")}>{one.passed ? "✓" : "✗"}</span>
        {naming.value && line !== undefined ? <Naming one={one} line={line} done={named} /> : <span class={one.passed ? "case-name" : "case-name failed"}>{one.name}</span>}
        <span class="comes-to">{comesTo(one)}</span>
        <span class="case-tools">
          <button type="button" class="link" aria-label={say("openCase", { name: one.name })} onClick={() => openCase(one)}>{say("openIt")}</button>
          {line !== undefined && <Tools one={one} line={line} name={() => (naming.value = true)} />}
          <Place place={one.place} name={one.name} />
        </span>
      </div>
      {(move || one.differences.length > 0) && (
        <ul class="differences">
          {move && <Moved move={move} />}
          {one.differences.map((it, at) => <li key={at}>{told(it.text)}</li>)}
        </ul>
      )}
    </li>
  );
}

/** Never the present level alone where a higher one is possible. */
function comesTo({ score, level, ceiling }: RanCase): string {
  if (score === undefined || level === undefined) return "";
  const beyond = ceiling === undefined || ceiling === level ? "" : ` ▲ ${say("upTo", { level: levelTitle(ceiling) })}`;
  return `${say("points", { score })} · ${levelTitle(level)}${beyond}`;
}

function Moved({ move: { how, before } }: { move: Move }) {
  if (how === "shifts") return <li class="move">→ {say("movedShifts", { before: comesTo(before) })}</li>;
  return <li class={`move ${how}`}>{how === "fails" ? "✓→✗" : "✗→✓"} {say(how === "fails" ? "movedFails" : "movedPasses")}</li>;
}

/** Where a case stands: in the text it is a way there. */
export function Place({ place, name }: { place: CasePlace; name: string }) {
  if (place.in === "lines") return <span class="soft" title={say("fileLine", { line: place.line })}>jsonl:{place.line}</span>;
  const line = place.range.start.line + 1;
  return <button type="button" class="link" aria-label={say("goToText", { line, name })} onClick={() => showPlace(place.range)}>{say("textLine", { line })}</button>;
}

interface OfFile {
  one: RanCase;
  /** Its line in the cases file, from 1. */
  line: number;
}

function Tools({ one, line, name }: OfFile & { name(): void }) {
  const remove = (event: Event & { currentTarget: Element }): void => {
    keepPlace(event.currentTarget);
    const before = cases.peek();
    put({ what: "removed", name: one.name, line, before, after: removed(before, line) });
  };
  return (
    <>
      <button type="button" class="sign-tool" title={say("rename")} aria-label={say("renameCase", { name: one.name })} onClick={name}>✎</button>
      <button type="button" class="sign-tool" title={say("remove")} aria-label={say("removeCase", { name: one.name })} onClick={remove}>✕</button>
    </>
  );
}

function Naming({ one, line, done }: OfFile & { done(byKey: boolean): void }) {
  const take = ({ value: name }: HTMLInputElement, byKey: boolean): void => {
    if (name.trim() !== "" && name !== one.name) asOneStep(() => (cases.value = renamed(cases.peek(), line, name.trim())));
    done(byKey);
  };
  return (
    <input
      class="case-name"
      type="text"
      ref={focused}
      value={one.name}
      aria-label={say("newName")}
      autocomplete="off"
      data-apart
      onBlur={(event) => take(event.currentTarget, false)}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          keepPlace(event.currentTarget);
          take(event.currentTarget, true);
        }
        if (event.key !== "Escape") return;
        // What leaves the page loses the cursor, which takes what stands there.
        event.currentTarget.value = one.name;
        done(true);
      }}
    />
  );
}
