// The entry that is pointed at: lit in the text, and told to the result when the cursor is in it.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { OutlineItem } from "shao-rules";
import { pointed, snapshot } from "../session/state.js";
import { span } from "./colours.js";

const ENTRIES: readonly string[] = ["rule", "characteristic", "table", "deadline"];
const line = Decoration.line({ class: "lit" });
const light = StateEffect.define<{ from: number; to: number } | undefined>();

const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    const asked = transaction.effects.find((it) => it.is(light));
    if (!asked) return old.map(transaction.changes);
    if (!asked.value) return Decoration.none;
    const { doc } = transaction.state;
    const lines = [];
    const last = doc.lineAt(Math.min(asked.value.to, doc.length)).number;
    for (let number = doc.lineAt(asked.value.from).number; number <= last; number += 1) {
      // The empty lines behind an entry are not part of it.
      if (doc.line(number).length > 0) lines.push(line.range(doc.line(number).from));
    }
    return Decoration.set(lines);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lights an entry in the text; shows it there where it is out of sight. */
export function lightEntry(view: EditorView, id: string | undefined): void {
  const item = snapshot.peek()?.outline.find((it) => ENTRIES.includes(it.section) && it.name === id);
  if (!item) return view.dispatch({ effects: light.of(undefined) });
  const place = span(view.state.doc, item.range);
  const effects: StateEffect<unknown>[] = [light.of({ from: place.from, to: Math.max(place.from, place.to - 1) })];
  const { from, to } = view.viewport;
  if (!view.hasFocus && (place.from < from || place.from > to)) {
    effects.push(EditorView.scrollIntoView(place.from, { y: "start", yMargin: 60 }));
  }
  view.dispatch({ effects });
}

/** The entry that a place is in. */
export function entryAt(view: EditorView, at: number): OutlineItem | undefined {
  const here = snapshot.peek()?.outline.find((it) => {
    const { from, to } = span(view.state.doc, it.range);
    return from <= at && at < to;
  });
  return here && ENTRIES.includes(here.section) ? here : undefined;
}

export const pointing: Extension = [
  lit,
  EditorView.updateListener.of((update) => {
    if (!update.selectionSet || !update.view.hasFocus) return;
    pointed.value = entryAt(update.view, update.state.selection.main.head)?.name;
  }),
];
