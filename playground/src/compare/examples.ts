// The example reports of the shipped rulesets; each file comes when it is asked for.

const EXAMPLES: Readonly<Record<string, () => Promise<string>>> = {
  fraud: async () => (await import("../../../rulesets/fraud/examples/incidents.jsonl?raw")).default,
  housing: async () => (await import("../../../rulesets/housing/examples/incidents.jsonl?raw")).default,
  petition: async () => (await import("../../../rulesets/petition/examples/incidents.jsonl?raw")).default,
};

/** Lines of reports for a ruleset, if there are any. */
export function examplesOf(id: string | undefined): (() => Promise<string>) | undefined {
  return id !== undefined && Object.hasOwn(EXAMPLES, id) ? EXAMPLES[id] : undefined;
}
