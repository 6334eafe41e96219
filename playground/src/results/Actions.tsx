// What to do, by time limit.

import type { ActionDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { clock } from "./clock.js";
import { EntryName } from "./Pointing.js";

export function Actions({ actions }: { actions: readonly ActionDetail[] }) {
  if (actions.length === 0) return <p class="soft">{say("noActions")}</p>;
  return (
    <ol class="actions">
      {actions.map((it) => (
        <li key={it.id}>
          <span>
            {it.who && <strong>{told(it.who)}: </strong>}
            {told(it.title)}
          </span>
          <span class="notes">
            {it.limit && (
              <span class={it.limit.past === true ? "bad" : "limit"}>
                {it.limit.until ? say("until", { until: clock(it.limit.until) }) : told(it.limit.text)}
                {it.limit.past === true && ` · ${say("past")}`}
              </span>
            )}
            {it.byLevel && <span class="soft">{say("byLevel")}</span>}
            {it.askedBy.map((id) => <EntryName key={id} id={id} />)}
          </span>
        </li>
      ))}
    </ol>
  );
}
