// What a worker does for the cases of a ruleset: it runs them, proves properties, writes an incident down as a case.

import { type CaseReport, caseOf, init, type ProofReport, prove, RulesetError, runCases, type Settings, type Texts } from "shao-rules";

/** A case as a line of `cases.jsonl`, or why there is none. */
export type Written = { line: string } | { refused: Texts };

/** The engine at a text and its cases. Each call takes the text anew: it keeps nothing. */
export class Judge {
  /** What comes of the cases in the text and in the lines; none while the text has mistakes. */
  async cases(text: string, lines: string): Promise<CaseReport | undefined> {
    await init();
    return unlessMistaken(() => runCases(text, lines));
  }

  /** What holds of all incidents; none while the text has mistakes. */
  async proofs(text: string, lines: string): Promise<ProofReport | undefined> {
    await init();
    return unlessMistaken(() => prove(text, lines));
  }

  /** An incident as a case that states what it comes to now; none while the text has mistakes. */
  async written(text: string, incident: string, settings: Settings, name: string): Promise<Written | undefined> {
    await init();
    return unlessMistaken(() => {
      try {
        return { line: caseOf(text, incident, settings, name, "line") };
      } catch (error) {
        if (error instanceof RulesetError && error.code === "case") return { refused: error.data as Texts };
        throw error;
      }
    });
  }
}

/** What is made of a text, unless the text has mistakes: the editor tells of those. */
function unlessMistaken<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RulesetError && error.code === "compile") return undefined;
    throw error;
  }
}
