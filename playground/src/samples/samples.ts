// The shipped rulesets as samples; each comes when it is asked for.

import type { Word } from "../app/words.js";

export interface Sample {
  id: string;
  name: Word;
  text(): Promise<string>;
  /** The lines of its cases file. */
  cases(): Promise<string>;
  /** An incident to begin with. */
  incident: Record<string, unknown>;
}

export const SAMPLES: readonly Sample[] = [
  {
    id: "fraud",
    name: "sampleFraud",
    text: async () => (await import("../../../rulesets/fraud/fraud.toml?raw")).default,
    cases: async () => (await import("../../../rulesets/fraud/cases.jsonl?raw")).default,
    incident: {
      reported_at: "2026-03-02T10:20:00+08:00",
      channel: "phone",
      claimed_role: "police",
      narrative: "对方自称公安，说我的账户涉嫌洗钱，要把存款转到安全账户，还让我不要告诉家人。",
    },
  },
  {
    id: "housing",
    name: "sampleHousing",
    text: async () => (await import("../../../rulesets/housing/housing.toml?raw")).default,
    cases: async () => (await import("../../../rulesets/housing/cases.jsonl?raw")).default,
    incident: { reported_at: "2026-03-02T09:00:00+08:00", storeys: 3, structure: ["mortar_brick"] },
  },
  {
    id: "petition",
    name: "samplePetition",
    text: async () => (await import("../../../rulesets/petition/petition.toml?raw")).default,
    cases: async () => (await import("../../../rulesets/petition/cases.jsonl?raw")).default,
    incident: {
      reported_at: "2026-03-02T09:00:00+08:00",
      received_at: "2025-12-30T09:00:00+08:00",
      people: 12,
      first_raised_on: "2025-12-30",
      registered_on: "2025-12-31",
      accepted_on: "2026-01-05",
      extension_days: 0,
      answered_on: "none",
      narrative: "小区地下车库渗水已经两个月，多次找物业没有结果，大家很着急。",
    },
  },
];
