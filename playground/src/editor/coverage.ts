// Which entries cases exercise, as signs in the margin. Between two runs they move with the text.

import { type Extension, type Range, RangeSet, StateEffect, StateField, type Text } from "@codemirror/state";
import { EditorView, gutter, GutterMarker } from "@codemirror/view";
import type { CaseCoverage } from "shao-rules";
import { say, told } from "../app/words.js";
import { span } from "./colours.js";

/** Of the outcomes of a line: no case fires one, or a threshold has cases on one side only; some; or all. */
type Reach = "none" | "some" | "all";

const SIGNS: Readonly<Record<Reach, string>> = { none: "○", some: "◐", all: "●" };

class Sign extends GutterMarker {
  constructor(readonly reach: Reach, readonly said: string) {
    super();
  }

  override eq(other: Sign): boolean {
    return this.reach === other.reach && this.said === other.said;
  }

  override toDOM(): HTMLElement {
    return Object.assign(document.createElement("span"), { className: `reach ${this.reach}`, textContent: SIGNS[this.reach], title: this.said });
  }
}

interface Signs {
  all: RangeSet<Sign>;
  shown: boolean;
}

const found = StateEffect.define<CaseCoverage>();
const show = StateEffect.define<boolean>();

const signs = StateField.define<Signs>({
  create: () => ({ all: RangeSet.empty, shown: false }),
  update(old, { changes, effects, newDoc, docChanged }) {
    let now = docChanged ? { ...old, all: old.all.map(changes) } : old;
    for (const effect of effects) {
      if (effect.is(found)) now = { ...now, all: signed(newDoc, effect.value) };
      if (effect.is(show)) now = { ...now, shown: effect.value };
    }
    return now;
  },
});

/** The margin that has the signs; without a sign it has no width. */
export const coverage: Extension = [
  signs,
  gutter({
    class: "cm-reach",
    markers: (view) => {
      const { all, shown } = view.state.field(signs);
      return shown ? all : RangeSet.empty;
    },
  }),
];

/** Takes what cases of the text in the view reach. */
export function takeCoverage(view: EditorView, coverage: CaseCoverage): void {
  view.dispatch({ effects: found.of(coverage) });
}

/** Shows the signs, or hides them. */
export function showCoverage(view: EditorView, shown: boolean): void {
  view.dispatch({ effects: show.of(shown) });
}

function signed(document: Text, { outcomes, thresholds }: CaseCoverage): RangeSet<Sign> {
  const lines = new Map<number, { reached: boolean; said: string }[]>();
  const put = (at: number, reached: boolean, said: string): void => {
    const line = document.lineAt(at).from;
    lines.set(line, [...(lines.get(line) ?? []), { reached, said }]);
  };
  for (const { range, id, part, cases, gap } of outcomes) {
    const name = part ? `${id}, ${told(part)}` : id;
    put(span(document, range).from, !gap, gap ? told(gap) : `${name}: ${say("firedBy", { count: cases })}`);
  }
  for (const { range, gap } of thresholds) {
    if (gap) put(span(document, range).from, false, told(gap));
  }
  const found: Range<Sign>[] = [...lines].map(([line, all]) => new Sign(reachOf(all.map((it) => it.reached)), all.map((it) => it.said).join("\n")).range(line));
  return RangeSet.of(found, true);
}

function reachOf(reached: readonly boolean[]): Reach {
  return reached.every((it) => it) ? "all" : reached.some((it) => it) ? "some" : "none";
}
