// What the editor asks the engine while someone types: completion, hover, definitions.

import { autocompletion, type CompletionContext, type CompletionResult, startCompletion } from "@codemirror/autocomplete";
import type { Extension, Text } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, type Tooltip } from "@codemirror/view";
import type { Place } from "shao-rules";
import { desk } from "../engine/engine.js";
import { locale } from "../session/state.js";
import { span } from "./colours.js";
import { noName } from "./view.js";

/** The engine's place of an offset. */
export function placeOf(document: Text, offset: number): Place {
  const line = document.lineAt(offset);
  return { line: line.number - 1, character: offset - line.from };
}

const ICONS: Record<string, string> = {
  key: "property", section: "namespace", word: "keyword", function: "function", name: "variable", value: "enum",
};

async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const document = context.state.doc;
  const typed = context.matchBefore(/[\w-]*/);
  if (!context.explicit && typed?.from === typed?.to && !/[.("'[{=]\s?$/.test(context.state.sliceDoc(context.pos - 2, context.pos))) {
    return null;
  }
  // The engine has to know the text that stands here now.
  await desk.call.update(document.toString(), locale.peek());
  const offers = await desk.call.complete(placeOf(document, context.pos), locale.peek());
  if (context.aborted || offers.length === 0) return null;
  const options = offers.map((offer) => ({
    label: offer.label,
    detail: offer.detail,
    type: ICONS[offer.kind] ?? "text",
    ...(offer.info === undefined ? {} : { info: offer.info }),
    apply: (view: EditorView, _: unknown, from: number, to: number) => {
      const { edit, caret } = offer;
      view.dispatch({ changes: { from, to, insert: edit.text }, selection: { anchor: from + caret }, userEvent: "input.complete" });
      if (caret < edit.text.length) startCompletion(view);
    },
  }));
  return { from: span(document, offers[0]!.edit.range).from, options, validFor: /^[\w-]*$/ };
}

async function hover(view: EditorView, at: number): Promise<Tooltip | null> {
  const found = await desk.call.hover(placeOf(view.state.doc, at), locale.peek());
  if (!found) return null;
  const { from, to } = span(view.state.doc, found.range);
  return { pos: from, end: to, above: true, create: () => ({ dom: card(found) }) };
}

function card(found: { title: string; detail: string; lines: string[] }): HTMLElement {
  const card = document.createElement("div");
  card.className = "card";
  const add = (tag: string, said: string) => card.appendChild(Object.assign(document.createElement(tag), { textContent: said }));
  add("strong", found.title);
  add("small", found.detail);
  for (const line of found.lines) add("p", line);
  return card;
}

/** Moves to the definition of what is named at the cursor. */
export async function goToDefinition(view: EditorView, at = view.state.selection.main.head): Promise<boolean> {
  const ends = await desk.call.definition(placeOf(view.state.doc, at));
  noName.value = !ends;
  if (!ends) return false;
  goTo(view, span(view.state.doc, ends).from);
  return true;
}

/** Moves the cursor, and shows it in the upper part of the view. */
export function goTo(view: EditorView, at: number): void {
  view.focus();
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 60 }) });
}

/** Completion, hover and definitions. */
export const answers: Extension = [
  autocompletion({ override: [completions], activateOnTyping: true, interactionDelay: 30 }),
  hoverTooltip((view, at) => hover(view, at)),
  keymap.of([{ key: "F12", run: (view) => (void goToDefinition(view), true) }]),
  EditorView.domEventHandlers({
    click: (event, view) => {
      if (!event.ctrlKey && !event.metaKey) return false;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) void goToDefinition(view, at);
      return at !== null;
    },
  }),
];
