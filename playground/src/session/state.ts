// What the page is about at the moment. Views read these signals; nothing else is shared between them.

import { computed, signal } from "@preact/signals";
import type { Settings } from "shao-rules";
import type { Snapshot, Trial } from "../engine/desk.js";
import type { Context } from "../persistence/context.js";

/** The languages of the page; it begins in the browser's. */
export type Locale = "zh" | "en";

/** The views beside the text; on a phone the text is one of them. */
export type View = "write" | "try" | "test" | "backtest" | "compare";

export const locale = signal<Locale>(navigator.language.startsWith("zh") ? "zh" : "en");
export const theme = signal<"light" | "dark" | undefined>(undefined);
export const view = signal<View>("try");

/** Whether the page is as narrow as a phone, which shows the text in place of what stands beside it on a desk. */
export function isNarrow(): boolean {
  return matchMedia("(max-width: 899px)").matches;
}

/** The ruleset's text. */
export const text = signal("");
/** The text as it was when it was opened: a sample, a file, a link, or the session that was kept. */
export const opened = signal("");
/** The name of the file that it is saved as. */
export const fileName = signal("ruleset.toml");
/** The lines of the `cases.jsonl` beside it. */
export const cases = signal("");
/** The name of the file that they are saved as. */
export const casesName = signal("cases.jsonl");
/** What the engine says of it; none before it has said anything. */
export const snapshot = signal<Snapshot | undefined>(undefined);
/** The same, once the incident was tried with it too: what can wait begins then. */
export const settledSnapshot = signal<Snapshot | undefined>(undefined);
/** The last ruleset that compiled, so that a form does not vanish at every slip. */
export const ruleset = signal<Snapshot["ruleset"]>(undefined);

/** The incident that is tried. */
export const incident = signal<Record<string, unknown>>({});
/** The instant of the assessment, RFC 3339. */
export const asOf = signal("2026-03-02T10:30:00+08:00");
/** What else it is assessed with: working days and parameters, where a case or a proof has some of its own. */
export const context = signal<Context>({});
/** All that it is assessed with. */
export const settings = computed<Settings>(() => ({ asOf: asOf.value, ...context.value }));
/** What came of it. */
export const trial = signal<Trial | undefined>(undefined);
/** The incident that it came of: the one being typed may be ahead of it. */
export const tried = signal<Record<string, unknown>>({});
/** What went wrong with it. */
export const trouble = signal<string | undefined>(undefined);

/** Whether the editor's margin keeps the signs of what cases exercise when their view is left. */
export const keepMarks = signal(false);
/** Whether it has them now. */
export const marksShown = computed(() => keepMarks.value || view.value === "test");

/** The entry that is pointed at, in the editor or in the result. */
export const pointed = signal<string | undefined>(undefined);

export const mistakes = computed(() => snapshot.value?.diagnostics.filter((it) => it.severity === "error") ?? []);
export const warnings = computed(() => snapshot.value?.diagnostics.filter((it) => it.severity === "warning") ?? []);
