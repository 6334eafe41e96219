// What is wrong with the text, line by line.

import { say } from "../app/words.js";
import { mistakes, snapshot, warnings } from "../session/state.js";
import { sentence } from "./codes.js";
import { showPlace } from "./go.js";

export function Problems() {
  const all = snapshot.value?.diagnostics ?? [];
  const none = all.length === 0;
  // The line stays while what it says changes: a reader is told what is filled in, not what comes filled.
  return (
    <details class={none ? "problems none" : "problems"} open={mistakes.value.length > 0}>
      <summary tabIndex={none ? -1 : 0} onClick={(event) => none && event.preventDefault()}>
        <span role="status">
          {none && (snapshot.value ? `✓ ${say("noProblems")}` : say("loading"))}
          {mistakes.value.length > 0 && <strong class="bad">✕ {counted("error", mistakes.value.length)}</strong>}{" "}
          {warnings.value.length > 0 && <span>△ {counted("warning", warnings.value.length)}</span>}
        </span>
      </summary>
      <ul>
        {all.slice(0, 100).map((it) => (
          <li key={`${it.code} ${it.span.start} ${it.message}`}>
            <button type="button" onClick={() => showPlace(it.range)}>
              <code>{it.range.start.line + 1}</code> {it.severity === "error" ? "✕" : "△"} {sentence(it)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function counted(one: "error" | "warning", count: number): string {
  return count === 1 ? say(one) : say(`${one}s`, { count });
}
