// The workers of the page.

import { Client } from "./client.js";
import type { Comparer } from "./comparer.js";
import type { Desk } from "./desk.js";
import type { Judge } from "./judge.js";

/** The engine at the author's text. */
export const desk = new Client<Desk>(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));

const comparing = (): Worker => new Worker(new URL("./compare-worker.ts", import.meta.url), { type: "module" });

/** The engine at two versions: what differs. */
export const differ = new Client<Comparer>(comparing);

/** The engine at two versions and the loaded rows, which may be long and may be stopped: the difference does not wait. */
export const mover = new Client<Comparer>(comparing);

const judging = (): Worker => new Worker(new URL("./judge-worker.ts", import.meta.url), { type: "module" });

/** The engine at the cases. */
export const judge = new Client<Judge>(judging);

/** The engine at the proofs, which may be long and may be stopped: cases do not wait for them. */
export const prover = new Client<Judge>(judging);
