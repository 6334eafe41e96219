// What makes a row a positive, what names it, and when it is assessed.

import { useEffect, useState } from "preact/hooks";
import type { Json } from "shao-rules";
import type { Tally } from "../engine/bench.js";
import { asOf } from "../session/state.js";
import { type Test, TESTS, conditionOf, conditionOfValues, isOpen, valuesOf } from "./condition.js";
import { fieldsOf } from "./fields.js";
import { count } from "./numbers.js";
import { FEW, asTheyStand, columns, guessed, key, label, loaded, mapping, ownInstant, planTrouble, unfolded } from "./state.js";
import { bench } from "./workers.js";
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

/** Tests, and a choice among the values themselves. */
type How = Test | "values";

/** Makes a condition from a column, and from a choice of its values or a test and a value. */
function Builder() {
  const [column, setColumn] = useState("");
  const [how, setHow] = useState<How | undefined>();
  const [value, setValue] = useState("");
  const chosen = column || (guessed.value?.label?.column ?? "");
  const tally = useTally(chosen);
  const all = (tally ?? []).map((it) => it.value).filter((it) => it !== null);
  const isFew = all.length > 0;
  const test = how ?? (isFew && valuesOf(label.value, chosen, all) ? "values" : testOf(label.value, chosen));
  const flags = all.every((it) => typeof it === "boolean" || /^(true|false|1|0|是|否)$/i.test(String(it)));
  const takeColumn = (next: string): void => {
    setColumn(next);
    setHow(undefined);
    setValue("");
    label.value = "";
  };
  const take = (test: How, value: string): void => {
    setHow(test);
    setValue(value);
    if (chosen !== "" && test !== "values" && (test === "true" || value !== "")) label.value = conditionOf(chosen, test, value);
  };
  return (
    <>
      <p class="builder">
        <select value={chosen} aria-label={say("labelColumn")} onChange={(event) => takeColumn(event.currentTarget.value)}>
          <option value="" disabled>{say("labelColumn")}…</option>
          {columns.value.map((it) => <option key={it.name} value={it.name}>{it.name}</option>)}
        </select>
        <select value={test} aria-label={say("test")} onChange={(event) => take(event.currentTarget.value as How, value)}>
          {isFew && <option value="values">{say("byValues")}</option>}
          {TESTS.filter((it) => it !== "true" || flags || it === test).map((it) => <option key={it} value={it}>{it === "true" ? say("isTrue") : it}</option>)}
        </select>
        {test !== "true" && test !== "values" && (
          <>
            <input data-apart type="text" list="label-values" value={value} aria-label={say("value")} placeholder={String(all[0] ?? say("value"))} autocomplete="off" onInput={(event) => take(test, event.currentTarget.value)} />
            <datalist id="label-values">{all.map((it) => <option key={String(it)} value={String(it)} />)}</datalist>
          </>
        )}
      </p>
      {test === "values" && tally && <Outcomes column={chosen} tally={tally} />}
    </>
  );
}

/** The test of a condition that stands there already. */
function testOf(condition: string, column: string): Test {
  const rest = condition.startsWith(`column(${JSON.stringify(column)})`) ? condition.slice(JSON.stringify(column).length + 8).trim() : undefined;
  return rest === "" ? "true" : (TESTS.find((it) => it !== "true" && rest?.startsWith(`${it} `)) ?? "==");
}

/** How often each value of a column is there; nothing while it is counted, and where there are many. */
function useTally(column: string): Tally[] | undefined {
  const [found, setFound] = useState<{ of: string; tally: Tally[] | undefined }>();
  const lines = loaded.value?.lines;
  useEffect(() => {
    let isLate = false;
    if (lines && column !== "") void bench.call.tally(lines, column, FEW).catch(() => undefined).then((tally) => !isLate && setFound({ of: column, tally }));
    return () => {
      isLate = true;
    };
  }, [lines, column]);
  return found?.of === column ? found.tally : undefined;
}

/** Each value with what it counts as. A condition is true or false for all values: only empty cells are left out. */
function Outcomes({ column, tally }: { column: string; tally: readonly Tally[] }) {
  const values = tally.filter((it) => it.value !== null);
  const empty = tally.find((it) => it.value === null)?.rows ?? 0;
  const yes = (valuesOf(label.value, column, values.map((it) => it.value)) ?? []).map((it) => JSON.stringify(it));
  const isYes = (value: Json): boolean => yes.includes(JSON.stringify(value));
  const choose = (value: Json, next: boolean): void => {
    label.value = conditionOfValues(column, values.map((it) => it.value).filter((it) => (it === value ? next : isYes(it))));
  };
  const open = yes.length > 0 ? values.filter((it) => isOpen(it.value) && !isYes(it.value)) : [];
  return (
    <fieldset class="outcomes">
      <legend class="soft">{say("countsAsYes")}</legend>
      {values.map(({ value, rows }) => (
        <label key={JSON.stringify(value)} data-value={String(value)}>
          <input type="checkbox" checked={isYes(value)} onChange={(event) => choose(value, event.currentTarget.checked)} /> {String(value)} <span class="soft">{say("rowsIn", { count: count(rows) })}{yes.length > 0 && ` · ${say(isYes(value) ? "asYes" : "asNo")}`}</span>
        </label>
      ))}
      {empty > 0 && <p class="soft">{say("emptyOut", { count: count(empty) })}</p>}
      {yes.length === 0 && <p class="soft">{say("chooseYes")}</p>}
      {open.map(({ value, rows }) => <p key={String(value)} class="bad open-outcome">⚠︎ {say("openAsNo", { value: String(value), count: count(rows) })}</p>)}
    </fieldset>
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
