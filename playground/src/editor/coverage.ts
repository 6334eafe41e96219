// Which entries cases exercise, as signs in the margin. Between two runs they move with the text.

import { type Extension, type Range, RangeSet, StateEffect, StateField, type Text } from "@codemirror/state";
import { EditorView, gutter, GutterMarker } from "@codemirror/view";
import type { CaseCoverage, OutcomeCoverage, ThresholdCoverage } from "shao-rules";
import { say, told } from "../app/words.js";
import { span } from "./colours.js";

/** How much of what stands in a line cases exercise. */
type Reach = "none" | "some" | "all";

/** The sign of each. */
export const SIGNS: Readonly<Record<Reach, string>> = { none: "○", some: "◐", all: "●" };

/** How much of an outcome cases exercise. */
export function fired({ cases }: OutcomeCoverage): Reach {
  return cases > 0 ? "all" : "none";
}

/** How much of a threshold cases exercise: both sides, or one. */
export function met({ under, over }: ThresholdCoverage): Reach {
  return under && over ? "all" : under || over ? "some" : "none";
}

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
  const lines = new Map<number, { reach: Reach; said: string }[]>();
  const put = (at: number, reach: Reach, said: string): void => {
    const line = document.lineAt(at).from;
    lines.set(line, [...(lines.get(line) ?? []), { reach, said }]);
  };
  for (const it of outcomes) {
    const { range, id, part, cases, gap } = it;
    const name = part ? `${id}, ${told(part)}` : id;
    put(span(document, range).from, fired(it), gap ? told(gap) : `${name}: ${say("firedBy", { count: cases })}`);
  }
  for (const it of thresholds) {
    if (it.gap) put(span(document, it.range).from, met(it), told(it.gap));
  }
  const found: Range<Sign>[] = [...lines].map(([line, all]) => new Sign(together(all.map((it) => it.reach)), all.map((it) => it.said).join("\n")).range(line));
  return RangeSet.of(found, true);
}

function together(all: readonly Reach[]): Reach {
  const [first = "none"] = all;
  return all.every((it) => it === first) ? first : "some";
}
