// The sections of the file; a click moves the cursor there.

import { useState } from "preact/hooks";
import { say } from "../app/words.js";
import { snapshot } from "../session/state.js";
import { goTo } from "./answers.js";
import { span } from "./colours.js";
import { editor } from "./view.js";

export function Outline() {
  const [wanted, setWanted] = useState("");
  const all = snapshot.value?.outline ?? [];
  const shown = all.filter((it) => `${it.section} ${it.name}`.toLowerCase().includes(wanted.toLowerCase()));
  let last = "";
  return (
    <nav class="outline" aria-label={say("outline")}>
      <input type="search" value={wanted} placeholder={say("outline")} aria-label={say("outline")} onInput={(event) => setWanted(event.currentTarget.value)} />
      <ul>
        {shown.map((it) => {
          const begins = it.section !== last;
          last = it.section;
          const go = () => {
            const view = editor.value;
            if (view) goTo(view, span(view.state.doc, it.header).from);
          };
          return (
            <li key={`${it.section} ${it.header.start.line}`}>
              {begins && <span class="kind" title={it.told}>{it.section}</span>}
              <button type="button" onClick={go}>{it.name || it.section}</button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
