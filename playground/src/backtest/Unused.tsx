// What the figures below rest on: values that could not be used and rows that were not assessed, said before them.

import { focused } from "./focused.js";
import { titleOfField } from "./fields.js";
import { count } from "./numbers.js";
import { mapping, ran, unfolded } from "./state.js";
import { say } from "./words.js";

export function Unused() {
  const results = ran.value?.results;
  if (!results) return null;
  const { inputFaults, leftOut, rows } = results;
  const values = inputFaults.reduce((sum, it) => sum + it.rows, 0);
  const fields = [...new Set(inputFaults.map((it) => it.field))];
  return (
    <div class="unused">
      {values > 0 && (
        <p class="bad">
          ⚠︎ {say("unusedValues", { rows: count(rows.scored), values: count(values) })}{" "}
          {fields.map((it) => <button key={it} type="button" class="link" data-field={it} onClick={() => focusField(it)}>{say("mend", { field: titleOfField(it) })}</button>)}{" "}
          <button type="button" class="link to-values" onClick={() => focused(".bad-values [tabindex]")}>{say("seeValues")}</button>
        </p>
      )}
      {leftOut.count > 0 && (
        <p class="bad">
          ⚠︎ {say("unusedRows", { rows: count(rows.read), count: count(leftOut.count) })}{" "}
          <button type="button" class="link to-rows" onClick={() => focused(".bad-rows [tabindex]")}>{say("seeRows")}</button>
        </p>
      )}
    </div>
  );
}

/** Unfolds the mapping and goes to the column of a field. */
function focusField(field: string): void {
  const column = mapping.peek()[field]?.column;
  unfolded.value = true;
  requestAnimationFrame(() => focused(column === undefined ? ".mapping summary" : `.mapping tr[data-column="${CSS.escape(column)}"] select`));
}
