// The samples, and the lesson of the one that is open.

import { type Sample, SAMPLES } from "../samples/samples.js";
import { lesson } from "../session/lesson.js";
import { sample } from "../session/sample.js";
import { notice, openSample } from "../session/session.js";
import { fileName } from "../session/state.js";
import { can } from "../session/undo.js";
import { say } from "./words.js";

/** A text of the person's own stands among the samples by its file's name, so that each of them can be chosen. */
export function Samples() {
  const open = sample.value;
  return (
    <span class="samples">
      <label>
        <span>{say("sample")}</span>
        <select value={open?.id ?? ""} onChange={(event) => void choose(event.currentTarget.value)}>
          {!open && <option value="">{fileName.value}</option>}
          {SAMPLES.map((it) => <option key={it.id} value={it.id}>{say(it.name)}</option>)}
        </select>
      </label>
      <button type="button" title={say("lessonHelp")} onClick={() => void begin(open ?? SAMPLES[0]!)}>{say("lesson")}</button>
    </span>
  );
}

async function choose(id: string): Promise<void> {
  const chosen = SAMPLES.find((it) => it.id === id);
  lesson.value = undefined;
  if (chosen) await replace(chosen);
}

async function begin(wanted: Sample): Promise<void> {
  await replace(wanted);
  lesson.value = { of: wanted.id, step: 0 };
}

/** Opens a sample in the place of what is there, and says how that comes back. */
async function replace(wanted: Sample): Promise<void> {
  const hadChanges = can.peek().undo;
  await openSample(wanted);
  if (hadChanges) notice.value = "sampleOpened";
}
