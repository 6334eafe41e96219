// What is wrong with the text, line by line.

import { say } from "../app/words.js";
import { mistakes, snapshot, warnings } from "../session/state.js";
import { sentence } from "./codes.js";
import { showPlace } from "./go.js";

export function Problems() {
  const all = snapshot.value?.diagnostics ?? [];
  if (all.length === 0) return <p class="problems none" role="status">✓ {say("noProblems")}</p>;
  return (
    <details class="problems" open={mistakes.value.length > 0}>
      <summary>
        <span role="status">
          {mistakes.value.length > 0 && <strong class="bad">✕ {mistakes.value.length} {say("errors")}</strong>}{" "}
          {warnings.value.length > 0 && <span>△ {warnings.value.length} {say("warnings")}</span>}
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
