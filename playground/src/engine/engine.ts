// The workers of the page.

import { Client } from "./client.js";
import type { Desk } from "./desk.js";
import type { Judge } from "./judge.js";

/** The engine at the author's text. */
export const desk = new Client<Desk>(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));

const judging = (): Worker => new Worker(new URL("./judge-worker.ts", import.meta.url), { type: "module" });

/** The engine at the cases. */
export const judge = new Client<Judge>(judging);

/** The engine at the proofs, which may be long and may be stopped: cases do not wait for them. */
export const prover = new Client<Judge>(judging);
