// The workers of the backtest: one reads files, one runs the ruleset through their rows.

import type { Bench } from "../engine/bench.js";
import { Client } from "../engine/client.js";
import type { Reader } from "../rows/worker.js";

export const reader = new Client<Reader>(() => new Worker(new URL("../rows/worker.ts", import.meta.url), { type: "module" }));
export const bench = new Client<Bench>(() => new Worker(new URL("../engine/bench-worker.ts", import.meta.url), { type: "module" }));
