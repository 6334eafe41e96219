// What makes a row a positive, what names it, and when it is assessed.

import { useState } from "preact/hooks";
import { asOf } from "../session/state.js";
import { type Test, TESTS, conditionOf } from "./condition.js";
import { fieldsOf } from "./fields.js";
import { asTheyStand, columns, guessed, key, label, mapping, ownInstant, planTrouble, unfolded } from "./state.js";
import { say } from "./words.js";

export function Label() {
  const trouble = planTrouble.value;
  const bad = trouble?.about === "label";
  return (
    <details class="part label" open={unfolded.value || bad}>
      <summary><h2>{say("label")}</h2> <span class="soft">{label.value || say("noLabel")}</span></summary>
      <p class="soft">{say("labelHelp")}</p>
      <Builder />
      <p class="entry">
        <label for="backtest-label">{say("condition")}</label>
        <input id="backtest-label" data-apart type="text" value={label.value} placeholder="grade >= 4" aria-invalid={bad} aria-describedby={bad ? "label-fault" : undefined} autocomplete="off" spellcheck={false} onInput={(event) => (label.value = event.currentTarget.value)} />
      </p>
      {bad && <p class="bad fault" id="label-fault" role="alert">⚠︎ {say("labelBad", { said: trouble.said })}</p>}
      <div class="choices">
        <Key />
        <Instant />
      </div>
    </details>
  );
}

/** Makes a condition from a column, a test and a value. */
function Builder() {
  const [column, setColumn] = useState("");
  const [test, setTest] = useState<Test>("true");
  const [value, setValue] = useState("");
  const take = (column: string, test: Test, value: string): void => {
    setColumn(column);
    setTest(test);
    setValue(value);
    if (column !== "") label.value = conditionOf(column, test, value);
  };
  const chosen = column || (guessed.value?.label?.column ?? "");
  const values = columns.value.find((it) => it.name === chosen)?.values ?? [];
  return (
    <p class="builder">
      <select value={chosen} aria-label={say("labelColumn")} onChange={(event) => take(event.currentTarget.value, test, value)}>
        <option value="" disabled>{say("labelColumn")}…</option>
        {columns.value.map((it) => <option key={it.name} value={it.name}>{it.name}</option>)}
      </select>
      <select value={test} aria-label={say("test")} onChange={(event) => take(chosen, event.currentTarget.value as Test, value)}>
        {TESTS.map((it) => <option key={it} value={it}>{it === "true" ? say("isTrue") : it}</option>)}
      </select>
      {test !== "true" && (
        <>
          <input data-apart type="text" list="label-values" value={value} aria-label={say("value")} placeholder={values[0] ?? say("value")} autocomplete="off" onInput={(event) => take(chosen, test, event.currentTarget.value)} />
          <datalist id="label-values">{values.map((it) => <option key={it} value={it} />)}</datalist>
        </>
      )}
    </p>
  );
}

function Key() {
  return (
    <label>
      <span>{say("keyColumn")}</span>
      <select value={key.value} onChange={(event) => (key.value = event.currentTarget.value)}>
        <option value="">{say("byNumber")}</option>
        {columns.value.map((it) => <option key={it.name} value={it.name}>{it.name}</option>)}
      </select>
    </label>
  );
}

function Instant() {
  const fields = fieldsOf().filter((it) => it.type === "datetime" && (asTheyStand.value || it.name in mapping.value));
  const other = ownInstant.value !== "" && !fields.some((it) => it.name === ownInstant.value);
  return (
    <label>
      <span>{say("instant")}</span>
      <select value={ownInstant.value} onChange={(event) => (ownInstant.value = event.currentTarget.value)}>
        <option value="">{say("sameInstant", { at: asOf.value })}</option>
        {fields.map((it) => <option key={it.name} value={it.name}>{say("ownInstant", { name: it.title })}</option>)}
        {other && <option value={ownInstant.value}>{say("ownInstant", { name: ownInstant.value })}</option>}
      </select>
    </label>
  );
}
