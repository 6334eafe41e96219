// What can be done with the text as a whole, and with the name at the cursor.

import { useSignal } from "@preact/signals";
import type { EditorView } from "@codemirror/view";
import type { Ends, Place } from "shao-rules";
import { focused } from "../components/focus.js";
import { EngineError } from "../engine/client.js";
import { desk } from "../engine/engine.js";
import { say } from "../app/words.js";
import { goToDefinition, placeOf } from "./answers.js";
import { span } from "./colours.js";
import { put } from "./edits.js";
import { asTable, editor, noName, renaming } from "./view.js";

async function tidy(view: EditorView): Promise<void> {
  put(view, await desk.call.tidy());
}

/** Asks for another name of what is named at the cursor. */
export async function askName(view: EditorView): Promise<void> {
  const at = view.state.selection.main.head;
  const places = await desk.call.references(placeOf(view.state.doc, at));
  const here = places.map((it: Ends) => span(view.state.doc, it)).find(({ from, to }) => from <= at && at <= to);
  noName.value = !here;
  renaming.value = here ? { place: placeOf(view.state.doc, here.from), name: view.state.sliceDoc(here.from, here.to), count: places.length } : undefined;
}

function Rename({ view, place, name, count }: { view: EditorView; place: Place; name: string; count: number }) {
  const wanted = useSignal(name);
  const refused = useSignal("");
  const apply = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      put(view, await desk.call.rename(place, wanted.value));
      close();
    } catch (error) {
      refused.value = error instanceof EngineError ? error.message : String(error);
    }
  };
  const close = () => {
    renaming.value = undefined;
    view.focus();
  };
  return (
    <form class="rename" onSubmit={apply} onKeyDown={(event) => event.key === "Escape" && close()}>
      <label>
        {say("newName")} ({count}){" "}
        <input ref={focused} spellcheck={false} value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} />
      </label>
      <button type="submit">{say("apply")}</button>
      <button type="button" onClick={close}>{say("cancel")}</button>
      {refused.value && <span class="bad" role="alert">{refused.value}</span>}
    </form>
  );
}

export function Tools() {
  const view = editor.value;
  const asked = renaming.value;
  if (!view) return <div class="tools" />;
  return (
    <div class="tools" role="toolbar" aria-label={say("write")}>
      <button type="button" aria-pressed={asTable.value} onClick={() => (asTable.value = !asTable.value)}>{say("table")}</button>
      <button type="button" onClick={() => void tidy(view)}>{say("tidy")}</button>
      <button type="button" title="F2" disabled={asTable.value} onClick={() => void askName(view)}>{say("rename")}</button>
      <button type="button" title="F12" disabled={asTable.value} onClick={() => void goToDefinition(view)}>{say("definition")}</button>
      <span class="soft" role="status">{noName.value && say("noName")}</span>
      {asked && <Rename key={asked.name} view={view} {...asked} />}
    </div>
  );
}
