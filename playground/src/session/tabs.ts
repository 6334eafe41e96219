// Which tabs of the view that tries an incident are shown.

import { signal } from "@preact/signals";

export const factsTab = signal<"form" | "json">("form");
export const resultTab = signal<"result" | "whyNot" | "letter">("result");
