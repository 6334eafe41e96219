// Which column is which field: a guess as a table, to be corrected; saved and opened as the command has it.

import type { FieldSpec } from "shao-rules";
import { OpenFile } from "../components/OpenFile.js";
import { Fold } from "../components/Fold.js";
import { save } from "../persistence/files.js";
import { locale } from "../session/state.js";
import type { Column } from "../engine/bench.js";
import { Constants } from "./Constants.js";
import { fieldsOf } from "./fields.js";
import { isRead, ReadAs } from "./ReadAs.js";
import { asTheyStand, chooseField, columns, guessAgain, guessed, key, label, loaded, mapField, mapping, mappingText, mappingTrouble, openMapping, ownInstant, planTrouble, unfolded } from "./state.js";
import { Becomes } from "./Becomes.js";
import { say } from "./words.js";

export function Mapping() {
  const trouble = planTrouble.value?.about === "mapping" ? planTrouble.value.said : mappingTrouble.value;
  const used = Object.values(mapping.value).filter((it) => it.column !== undefined).length;
  return (
    <details class="part mapping" open={unfolded.value || trouble !== undefined}>
      <summary><h2>{say("mapping")}</h2> <span class="soft">{asTheyStand.value ? say("stands") : say("mappingOf", { count: used })}</span></summary>
      {!loaded.value?.cells && (
        <label class="stands">
          <input type="checkbox" checked={asTheyStand.value} onChange={(event) => (asTheyStand.value = event.currentTarget.checked)} /> {say("stands")}
        </label>
      )}
      {!asTheyStand.value && <Columns />}
      {trouble !== undefined && !asTheyStand.value && <p class="bad fault" role="alert">⚠︎ {Object.keys(mapping.value).length === 0 ? say("noneMapped") : say("mappingBad", { said: trouble })}</p>}
    </details>
  );
}

function Columns() {
  return (
    <>
      <p class="soft">{say("mappingHelp")}</p>
      <div class="scrolls" tabIndex={0} role="group" aria-label={say("mapping")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("column")}</th>
              <th scope="col">{say("examples")}</th>
              <th scope="col">{say("field")}</th>
              <th scope="col">{say("readAs")}</th>
            </tr>
          </thead>
          <tbody>{lines().map((it) => <Line key={`${it.column.name} ${it.field ?? ""}`} {...it} />)}</tbody>
        </table>
      </div>
      <Constants />
      <MappingFile />
    </>
  );
}

/** A line of the table: a column, and one of the fields that it is. */
interface LineProps {
  column: Column;
  field: string | undefined;
}

/** All columns; those that the mapping alone names come last. */
function lines(): LineProps[] {
  const from = (name: string): string[] => Object.entries(mapping.value).flatMap(([field, spec]) => (spec.column === name ? [field] : []));
  const known = new Set(columns.value.map((it) => it.name));
  const others = new Set(Object.values(mapping.value).flatMap((it) => (it.column === undefined || known.has(it.column) ? [] : [it.column])));
  return [...columns.value, ...[...others].map((name) => ({ name, values: [] }))].flatMap((column): LineProps[] => {
    const fields = from(column.name);
    return fields.length === 0 ? [{ column, field: undefined }] : fields.map((field) => ({ column, field }));
  });
}

function Line({ column, field }: LineProps) {
  const spec = field === undefined ? undefined : mapping.value[field];
  const guess = guessed.value?.fields.find((it) => it.field === field && it.column === column.name);
  const choose = (next: string): void => {
    if (field !== undefined) mapField(field, undefined);
    if (field !== undefined && ownInstant.peek() === field) ownInstant.value = "";
    if (next !== "") void chooseField(next, column.name);
  };
  const all = fieldsOf();
  return (
    <tr data-column={column.name}>
      <th scope="row">
        {column.name}
        {guessed.value?.label?.column === column.name && label.value !== "" && <span class="tag">{say("isLabel")}</span>}
        {key.value === column.name && <span class="tag">{say("isKey")}</span>}
      </th>
      <td class="values">{column.values.slice(0, 3).map((it) => <code key={it}>{it.length > 24 ? `${it.slice(0, 24)}…` : it}</code>)}</td>
      <td>
        <select value={field ?? ""} aria-label={say("fieldOf", { column: column.name })} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{say("noField")}</option>
          {all.map((it) => <option key={it.name} value={it.name} disabled={it.name !== field && it.name in mapping.value}>{it.title}</option>)}
          {field !== undefined && !all.some((it) => it.name === field) && <option value={field}>{field}</option>}
        </select>
        {guess && <span class="soft sure" title={guess.reason[locale.value]}>{say("confidence", { percent: guess.confidence })}</span>}
      </td>
      <td>{spec && field !== undefined && <How column={column} field={field} spec={spec} />}</td>
    </tr>
  );
}

function How({ column, field, spec }: { column: Column; field: string; spec: FieldSpec }) {
  const declared = fieldsOf().find((it) => it.name === field);
  const set = (next: FieldSpec): void => mapField(field, next);
  return (
    <>
      <Fold title={<span class="how">{isRead(spec)}</span>}>{() => <ReadAs values={column.values} field={declared} spec={spec} set={set} />}</Fold>
      {declared && <Becomes values={column.values} field={declared} spec={spec} set={set} />}
    </>
  );
}

function MappingFile() {
  return (
    <p class="buttons">
      <button type="button" onClick={() => void guessAgain()}>{say("guessAgain")}</button>
      <OpenFile said={say("openMapping")} field="mapping-file" accept=".toml,text/plain" open={openMapping} />
      <button type="button" onClick={() => void mappingText().then((text) => save("mapping.toml", text))}>{say("saveMapping")}</button>
    </p>
  );
}
