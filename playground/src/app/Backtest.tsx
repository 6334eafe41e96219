// A ruleset against many rows: the file, which columns are which fields, the run, what came of it.

import "../backtest/backtest.css";
import { BadRows } from "../backtest/BadRows.js";
import { Charts } from "../backtest/Charts.js";
import { Figures } from "../backtest/Figures.js";
import { Label } from "../backtest/Label.js";
import { Mapping } from "../backtest/Mapping.js";
import { RowsTable } from "../backtest/RowsTable.js";
import { Rules } from "../backtest/Rules.js";
import { Run } from "../backtest/Run.js";
import { Source } from "../backtest/Source.js";
import { loaded, ran } from "../backtest/state.js";

export function Backtest() {
  return (
    <div class="backtest">
      <Source />
      {loaded.value && <Mapping />}
      {loaded.value && <Label />}
      {loaded.value && <Run />}
      {ran.value && <Results />}
    </div>
  );
}

function Results() {
  return (
    <>
      <Figures />
      <Charts />
      <Rules />
      <RowsTable />
      <BadRows />
    </>
  );
}
