// The scored rows: sorted, filtered, page by page; each opens in Try.

import { useEffect, useState } from "preact/hooks";
import type { Query, RowPage, RowView } from "shao-rules";
import { Level, titleOf } from "./levels.js";
import { count } from "./numbers.js";
import { Sorted } from "./Sorted.js";
import { openRow, query, ran } from "./state.js";
import { bench } from "./workers.js";
import { say } from "./words.js";

/** Rows of a page. */
const PAGE = 50;
/** Hits that are named in a row. */
const NAMED = 3;

/** Looks at other rows, from the first of them. */
function ask(next: Query): void {
  query.value = { ...query.peek(), from: 0, ...next };
}

export function RowsTable() {
  const page = usePage();
  const results = ran.value?.results;
  if (!results || !page) return null;
  const from = query.value.from ?? 0;
  const labelled = results.label !== undefined;
  return (
    <section class="table" aria-label={say("table")} id="backtest-rows">
      <h2>{say("table")}</h2>
      <p class="soft">{say("openRow")}</p>
      <Filters />
      <div class="scrolls" tabIndex={0} role="group" aria-label={say("table")}>
        <table>
          <thead>
            <tr>
              <Head said={say("row")} by="row" />
              <th scope="col">{say("name")}</th>
              <th scope="col">{say("level")}</th>
              <Head said={say("score")} by="score" />
              <Head said={say("ceiling")} by="ceiling" />
              {labelled && <th scope="col">{say("labelled")}</th>}
              <th scope="col">{say("hits")}</th>
            </tr>
          </thead>
          <tbody>{page.rows.map((it) => <Line key={it.row} row={it} />)}</tbody>
        </table>
      </div>
      {page.total === 0 && <p class="soft">{say("noneSuch")}</p>}
      <p class="buttons pages">
        <button type="button" disabled={from === 0} onClick={() => ask({ from: Math.max(0, from - PAGE) })}>‹ {say("earlier")}</button>
        <span role="status">{page.total > 0 && say("page", { from: count(from + 1), to: count(from + page.rows.length), total: count(page.total) })}</span>
        <button type="button" disabled={from + page.rows.length >= page.total} onClick={() => ask({ from: from + PAGE })}>{say("later")} ›</button>
      </p>
    </section>
  );
}

/** The page of rows that is asked for. */
function usePage(): RowPage | undefined {
  const [page, setPage] = useState<RowPage>();
  useEffect(() => {
    let wanted = true;
    const take = (found: RowPage): void => {
      if (wanted) setPage(found);
    };
    // Where the run was stopped meanwhile, there are no rows any more.
    if (ran.value) bench.call.rows({ ...query.value, count: PAGE }).then(take, () => undefined);
    return () => void (wanted = false);
  }, [ran.value, query.value]);
  return page;
}

function Filters() {
  const results = ran.value?.results;
  const now = query.value;
  if (!results) return null;
  const positive = now.positive === undefined ? "" : String(now.positive);
  return (
    <p class="filters">
      <input type="search" value={now.text ?? ""} placeholder={say("filterKey")} aria-label={say("filterKey")} onInput={(event) => ask({ text: event.currentTarget.value || undefined })} />
      <select value={now.level ?? ""} aria-label={say("level")} onChange={(event) => ask({ level: event.currentTarget.value || undefined })}>
        <option value="">{say("anyLevel")}</option>
        {results.levels.toReversed().map((it) => <option key={it.level} value={it.level}>{titleOf(it.level)}</option>)}
      </select>
      <select value={now.hit === undefined ? "" : String(now.hit)} aria-label={say("rule")} onChange={(event) => ask({ hit: event.currentTarget.value === "" ? undefined : Number(event.currentTarget.value) })}>
        <option value="">{say("anyRule")}</option>
        {results.rules.map((it, place) => it.hits.rows > 0 && <option key={place} value={place}>{it.id} {it.part}</option>)}
      </select>
      {results.label !== undefined && (
        <select value={positive} aria-label={say("labelled")} onChange={(event) => ask({ positive: event.currentTarget.value === "" ? undefined : event.currentTarget.value === "true" })}>
          <option value="">{say("anyLabel")}</option>
          <option value="true">{say("withLabel")}</option>
          <option value="false">{say("withoutLabel")}</option>
        </select>
      )}
    </p>
  );
}

function Head({ said, by }: { said: string; by: "row" | "score" | "ceiling" }) {
  const { sort = "row", descending = false } = query.value;
  const on = sort === by;
  // Numbers of rows from the first, scores from the highest; then the other way round.
  const sortBy = (): void => ask({ sort: by, descending: on ? !descending : by !== "row" });
  return <Sorted said={said} class="number" order={on ? (descending ? "descending" : "ascending") : undefined} sort={sortBy} />;
}

function Line({ row }: { row: RowView }) {
  const results = ran.value?.results;
  const names = row.hits.map((it) => results?.rules[it]?.id ?? "");
  return (
    <tr data-row={row.row}>
      <td class="number">{count(row.row)}</td>
      <th scope="row"><button type="button" class="link" title={say("openRowSaid", { row: row.row })} onClick={() => void openRow(row.row)}>{row.key}</button></th>
      <td><Level id={row.level} /></td>
      <td class="number">{row.score}</td>
      <td class="number">{row.settled ? <span title={titleOf(row.ceilingLevel)}>{row.ceilingScore}</span> : <>{titleOf(row.ceilingLevel)} {row.ceilingScore}</>}</td>
      {row.positive !== undefined && <td>{say(row.positive ? "yes" : "no")}</td>}
      <td class="hits" title={names.join(", ")}>{names.slice(0, NAMED).join(", ")}{names.length > NAMED && ` +${names.length - NAMED}`}</td>
    </tr>
  );
}
