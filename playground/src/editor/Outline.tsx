// The sections of the file; a click moves the cursor there. They are one stop of the keyboard.

import { useState } from "preact/hooks";
import { say } from "../app/words.js";
import { DOWN, rove } from "../components/rove.js";
import { snapshot } from "../session/state.js";
import { showPlace } from "./go.js";

export function Outline() {
  const [wanted, setWanted] = useState("");
  const [last, setLast] = useState("");
  const all = snapshot.value?.outline ?? [];
  const shown = all.filter((it) => `${it.section} ${it.name}`.toLowerCase().includes(wanted.toLowerCase()));
  const keyOf = (it: (typeof all)[number]): string => `${it.section} ${it.header.start.line}`;
  const stop = shown.findIndex((it) => keyOf(it) === last);
  let section = "";
  return (
    <nav class="outline" aria-label={say("outline")}>
      <input type="search" value={wanted} placeholder={say("outline")} aria-label={say("outline")} onInput={(event) => setWanted(event.currentTarget.value)} />
      <ul onKeyDown={(event) => rove(event, event.currentTarget, "button", DOWN)}>
        {shown.map((it, at) => {
          const begins = it.section !== section;
          section = it.section;
          return (
            <li key={keyOf(it)}>
              {begins && <span class="kind" title={it.told}>{it.section}</span>}
              <button type="button" tabIndex={at === Math.max(stop, 0) ? 0 : -1} onFocus={() => setLast(keyOf(it))} onClick={() => showPlace(it.header)}>{it.name || it.section}</button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
