// Colours and underlines of the text, as the engine gives them.

import { type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { type Extension, type Range, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Diagnostic, Ends } from "shao-rules";
import type { Snapshot } from "../engine/desk.js";
import { say } from "../app/words.js";
import { asOneStep } from "../session/undo.js";
import { sentence } from "./codes.js";

const marks = new Map<string, Decoration>();

function markOf(kind: string): Decoration {
  let mark = marks.get(kind);
  if (!mark) marks.set(kind, (mark = Decoration.mark({ class: `t-${kind}` })));
  return mark;
}

const colour = StateEffect.define<Snapshot["tokens"]>();

/** The coloured parts; between two answers of the engine they move with the text. */
export const colours: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    let now = old.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(colour)) now = coloured(effect.value, transaction.newDoc.length);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function coloured(tokens: Snapshot["tokens"], length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const { from, to, kind } of tokens) {
    if (to <= length) ranges.push(markOf(kind).range(from, to));
  }
  return Decoration.set(ranges);
}

/** The places of two ends in a document. */
export function span(document: Text, { start, end }: Ends): { from: number; to: number } {
  const at = ({ line, character }: Ends["start"]) => {
    const found = document.line(Math.min(line + 1, document.lines));
    return Math.min(found.from + character, found.to);
  };
  return { from: at(start), to: at(end) };
}

/** Shows what the engine says of the text that stands in the view. */
export function show(view: EditorView, { tokens, diagnostics }: Snapshot): void {
  view.dispatch({ effects: colour.of(tokens) });
  view.dispatch(setDiagnostics(view.state, diagnostics.map((it) => mark(view.state.doc, it))));
}

function mark(document: Text, diagnostic: Diagnostic): Mark {
  const { from, to } = span(document, diagnostic.range);
  const { fix, help } = diagnostic;
  const parts = [`${diagnostic.code} ${sentence(diagnostic)}`, help, diagnostic.labels?.map((it) => it.text).join("; ")];
  const made: Mark = { from, to, severity: diagnostic.severity, message: parts.filter(Boolean).join("\n") };
  if (!fix) return made;
  const apply = (view: EditorView) => {
    const changes = { ...span(view.state.doc, fix.range), insert: fix.replacement };
    asOneStep(() => view.dispatch({ changes, userEvent: "input.fix" }));
  };
  return { ...made, actions: [{ name: `${say("fix")}: ${fix.replacement}`, apply }] };
}
