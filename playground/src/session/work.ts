// Keeps what is known in step with what is typed: one call of the engine at a time, the newest text next.

import { batch, effect } from "@preact/signals";
import { EngineError } from "../engine/client.js";
import { desk } from "../engine/engine.js";
import { incident, locale, ruleset, settings, settledSnapshot, snapshot, text, trial, tried, trouble } from "./state.js";

/** Runs the latest of what was asked for, never two at once, and nothing that is out of date. */
export class Latest {
  #asked = false;
  #running = false;
  readonly #work: () => Promise<void>;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Asks for a run; one that is under way is followed by one more. */
  async ask(): Promise<void> {
    this.#asked = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#asked) {
        this.#asked = false;
        await this.#work();
      }
    } finally {
      this.#running = false;
    }
  }
}

async function update(): Promise<void> {
  try {
    const updating = desk.call.update(text.peek(), locale.peek());
    // The worker goes on with the incident while the page shows what it says of the text.
    const assessing = assess();
    const found = await updating;
    snapshot.value = found;
    if (found.ruleset) ruleset.value = found.ruleset;
    await assessing;
    settledSnapshot.value = found;
  } catch (error) {
    trouble.value = told(error);
  }
}

async function assess(): Promise<void> {
  try {
    const given = incident.peek();
    const found = await desk.call.try(given, settings.peek());
    batch(() => {
      if (found) [trial.value, tried.value] = [found, given];
      trouble.value = undefined;
    });
  } catch (error) {
    trouble.value = told(error);
  }
}

function told(error: unknown): string {
  return error instanceof EngineError || error instanceof Error ? error.message : String(error);
}

const updates = new Latest(update);
const assessments = new Latest(assess);

/** Begins to follow the text, the incident and the time. */
export function begin(): void {
  effect(() => {
    void [text.value, locale.value];
    void updates.ask();
  });
  effect(() => {
    void [incident.value, settings.value];
    if (snapshot.peek()) void assessments.ask();
  });
}
