// The cases file: opened and saved as the ruleset is.

import { useSignal } from "@preact/signals";
import { OpenFile } from "../components/OpenFile.js";
import { save, textIn } from "../persistence/files.js";
import { takeCases } from "../session/cases.js";
import { cases, casesName } from "../session/state.js";
import { asOneStep } from "../session/undo.js";
import { say } from "./words.js";

export function CaseFiles() {
  const refused = useSignal<"tooLarge" | "notUtf8" | undefined>(undefined);
  const open = async (file: File): Promise<void> => {
    const found = await textIn(file);
    if ("text" in found) asOneStep(() => takeCases(found.text, file.name));
    refused.value = "text" in found ? undefined : found.refused === "too-large" ? "tooLarge" : "notUtf8";
  };
  return (
    <div class="case-files">
      {refused.value && <span class="bad" role="alert">{say(refused.value)}</span>}
      <OpenFile said={say("openCases")} accept=".jsonl,.ndjson,.json,text/plain" open={open} />
      <button type="button" disabled={!cases.value} onClick={() => save(casesName.peek(), cases.peek(), "application/jsonl")}>{say("saveCases")}</button>
    </div>
  );
}
