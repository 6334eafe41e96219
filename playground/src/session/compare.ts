// The two versions that are compared. Without a choice of the person's own they are the shipped sample that the open text
// came from, or that text as it was opened, and the open text: so a change shows at once.

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { SAMPLES } from "../samples/samples.js";
import { sample } from "./sample.js";
import { opened, text } from "./state.js";

/** Where a version comes from; `shipped:` is followed by a sample's id. */
export type Origin = "open" | "opened" | "file" | "pasted" | `shipped:${string}`;

/** A text that was read from a file. */
export interface Read {
  name: string;
  text: string;
}

/** One of both versions. */
export class Version {
  /** What the person chose. */
  readonly chosen = signal<Origin | undefined>(undefined);
  readonly file = signal<Read | undefined>(undefined);
  readonly pasted = signal("");
  readonly origin: ReadonlySignal<Origin>;
  /** Its text; none while there is none. */
  readonly text: ReadonlySignal<string | undefined>;

  constructor(usual: () => Origin) {
    this.origin = computed(() => this.chosen.value ?? usual());
    this.text = computed(() => this.#text());
  }

  #text(): string | undefined {
    const origin = this.origin.value;
    switch (origin) {
      case "open":
        return text.value;
      case "opened":
        return opened.value;
      case "file":
        return this.file.value?.text;
      case "pasted":
        return this.pasted.value.trim() === "" ? undefined : this.pasted.value;
      default:
        return shipped.value.get(origin);
    }
  }
}

/** The texts of samples that were asked for. */
const shipped = signal<ReadonlyMap<Origin, string>>(new Map());

export const old = new Version(() => (sample.value ? `shipped:${sample.value.id}` : "opened"));
export const now = new Version(() => "open");

/** Each in the other's place. */
export function swap(): void {
  const before = [old, now].map((it) => ({ origin: it.origin.peek(), file: it.file.peek(), pasted: it.pasted.peek() }));
  [now, old].forEach((it, at) => {
    const other = before[at]!;
    it.chosen.value = other.origin;
    it.file.value = other.file;
    it.pasted.value = other.pasted;
  });
}

/** Fetches the samples that are chosen, for as long as the page is there. */
export function fetchShipped(): void {
  effect(() => {
    for (const sample of SAMPLES) {
      const origin: Origin = `shipped:${sample.id}`;
      const wanted = old.origin.value === origin || now.origin.value === origin;
      if (wanted && !shipped.peek().has(origin)) void sample.text().then((it) => (shipped.value = new Map(shipped.peek()).set(origin, it)));
    }
  });
}
