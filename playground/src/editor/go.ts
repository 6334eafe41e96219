// Shows a place of the text, wherever on the page one is.

import type { Ends } from "shao-rules";
import { view } from "../session/state.js";
import { goTo } from "./answers.js";
import { span } from "./colours.js";
import { asTable, editor } from "./view.js";

/** Moves the cursor to the start of a place. */
export function showPlace(place: Ends): void {
  const text = editor.peek();
  if (!text) return;
  asTable.value = false;
  // On a phone the text is another view, and has to be shown first.
  if (!text.dom.checkVisibility()) view.value = "write";
  requestAnimationFrame(() => goTo(text, span(text.state.doc, place).from));
}
