// Tabs: one of them is chosen; arrow keys move between them.

import type { ComponentChildren } from "preact";
import { say, type Word } from "../app/words.js";
import { ACROSS, rove } from "./rove.js";

interface TabsProps<Name extends Word> {
  /** The label of the list. */
  label: Word;
  names: readonly Name[];
  chosen: Name;
  choose(name: Name): void;
  /** What stands beside the tabs. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

export function Tabs<Name extends Word>({ label, names, chosen, choose, beside, children }: TabsProps<Name>) {
  return (
    <>
      <div class="subtabs">
        <div role="tablist" aria-label={say(label)} onKeyDown={(event) => rove(event, event.currentTarget, "[role=tab]", ACROSS)?.click()}>
          {names.map((it) => (
            <button key={it} type="button" role="tab" id={`${label}-${it}`} aria-selected={it === chosen} aria-controls={`${label}-panel`} tabIndex={it === chosen ? 0 : -1} onClick={() => choose(it)}>
              {say(it)}
            </button>
          ))}
        </div>
        {beside}
      </div>
      <div class="panel" role="tabpanel" id={`${label}-panel`} aria-labelledby={`${label}-${chosen}`}>
        {children}
      </div>
    </>
  );
}
