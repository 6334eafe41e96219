// Edits of the engine, put into the text.

import type { EditorView } from "@codemirror/view";
import type { Edit } from "shao-rules";
import { asOneStep } from "../session/undo.js";
import { span } from "./colours.js";

/** Puts edits into the text, as one step that can be undone. */
export function put(view: EditorView, edits: readonly Edit[]): void {
  const changes = edits.map((it) => ({ ...span(view.state.doc, it.range), insert: it.text }));
  asOneStep(() => view.dispatch({ changes, userEvent: "input.edits" }));
}
