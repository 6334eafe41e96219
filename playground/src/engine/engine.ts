// The workers of the page.

import { Client } from "./client.js";
import type { Desk } from "./desk.js";

/** The engine at the author's text. */
export const desk = new Client<Desk>(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
