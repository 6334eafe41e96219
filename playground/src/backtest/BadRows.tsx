// Rows that were left out and why, and values that could not be used.

import type { Lack, LeftOut } from "shao-rules";
import { save } from "../persistence/files.js";
import type { BadCells } from "../rows/lines.js";
import { titleOfField } from "./fields.js";
import { count } from "./numbers.js";
import { ran } from "./state.js";
import { bench } from "./workers.js";
import { say, type Word } from "./words.js";

/** Rows that are listed. */
const LISTED = 50;

/** What the engine says before a reason, and the page in its own words. */
const LACK = /^(cannot be read|no label|no instant): /;

const LACKS: Readonly<Record<Lack, Word>> = { form: "form", label: "lackLabel", instant: "lackInstant" };

export function BadRows() {
  const last = ran.value;
  if (!last) return null;
  const { leftOut, inputFaults } = last.results;
  return (
    <>
      {leftOut.count > 0 && <Bad />}
      {inputFaults.length > 0 && <BadValues />}
    </>
  );
}

function Bad() {
  const last = ran.value;
  if (!last) return null;
  const { leftOut } = last.results;
  const cells = new Map(last.loaded.bad.map((it) => [it.row, it]));
  const listed = leftOut.rows.slice(0, LISTED);
  return (
    <section class="bad-rows" aria-label={say("badRows")}>
      <h2>{say("badRows")}</h2>
      <p class="soft">{say("badRowsOf", { count: count(leftOut.count) })}{listed.length < leftOut.count && ` · ${say("firstOf", { count: listed.length })}`}</p>
      <div class="scrolls short" tabIndex={0} role="group" aria-label={say("badRows")}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">{say("row")}</th>
              <th scope="col">{say("why")}</th>
              <th scope="col">{say("found")}</th>
            </tr>
          </thead>
          <tbody>{listed.map((it) => <Line key={it.row} row={it} cells={cells.get(it.row)} />)}</tbody>
        </table>
      </div>
      <p class="buttons"><button type="button" onClick={() => void saveBad()}>{say("saveBad")}</button></p>
    </section>
  );
}

function Line({ row, cells }: { row: LeftOut; cells: BadCells | undefined }) {
  return (
    <tr data-row={row.row}>
      <td class="number">{count(row.row)}</td>
      <td>{say(LACKS[row.lack])}: {cells ? inWords(cells) : reasonOf(row)}</td>
      <td>{!cells && row.found !== undefined && <code>{row.found}</code>}</td>
    </tr>
  );
}

/** A reason, behind what the row lacks; the most usual one in the page's language. */
function reasonOf({ reason }: LeftOut): string {
  const said = reason.replace(LACK, "");
  const column = /^`(.+)` is absent, empty or null$/.exec(said)?.[1];
  return column === undefined ? said : say("emptyColumn", { column });
}

/** What is wrong with the form of a row. */
function inWords({ cells }: BadCells): string {
  return cells === undefined ? say("quoteOpen") : say("cellsWanted", { wanted: ran.peek()?.loaded.width ?? 0, found: cells });
}

async function saveBad(): Promise<void> {
  const last = ran.peek();
  if (!last) return;
  const { bad, name } = last.loaded;
  save(`${name.replace(/\.\w+$/, "")}-${say("leftOut")}.csv`, await bench.call.badCsv(bad, bad.map(inWords)), "text/csv");
}

function BadValues() {
  const faults = ran.value?.results.inputFaults ?? [];
  return (
    <section class="bad-values" aria-label={say("badValues")}>
      <h2>{say("badValues")}</h2>
      <p class="soft">{say("badValuesHelp")}</p>
      <div class="scrolls short" tabIndex={0} role="group" aria-label={say("badValues")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("field")}</th>
              <th scope="col">{say("expected")}</th>
              <th scope="col">{say("found")}</th>
              <th scope="col" class="number">{say("rows")}</th>
              <th scope="col" class="number">{say("firstRow")}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((it) => (
              <tr key={`${it.field} ${it.code} ${it.expected}`} data-field={it.field}>
                <th scope="row">{titleOfField(it.field)}</th>
                <td>{it.expected}</td>
                <td><code>{it.found}</code></td>
                <td class="number">{count(it.rows)}</td>
                <td class="number">{count(it.first)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
