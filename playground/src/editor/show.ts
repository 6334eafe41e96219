// A place in the text, shown from another part of the page.

import type { Ends } from "shao-rules";
import { view } from "../session/state.js";
import { goTo } from "./answers.js";
import { span } from "./colours.js";
import { editor } from "./view.js";

/** Puts the cursor there. */
export function showPlace(place: Ends): void {
  const text = editor.peek();
  if (!text) return;
  // On a phone the text is another view, and has to be shown first.
  if (!text.dom.checkVisibility()) view.value = "write";
  requestAnimationFrame(() => goTo(text, span(text.state.doc, place).from));
}
