// Rows that are left out, with their reasons.

import type { LeftOutRows } from "shao-rules";
import { Fold } from "../components/Fold.js";
import { count, say } from "./words.js";

/** Rows that are listed. */
const LISTED = 100;

export function LeftOut({ leftOut }: { leftOut: LeftOutRows }) {
  if (leftOut.count === 0) return null;
  return (
    <Fold class="fold left-out" title={<span class="bad">⚠︎ {say("leftOut", { count: count(leftOut.count) })}</span>}>
      {() => (
        <>
          <ul>{leftOut.reasons.map((it) => <li key={it.reason}>{count(it.rows)} × {it.reason}</li>)}</ul>
          {leftOut.count > LISTED && <p class="soft">{say("firstRows", { count: LISTED })}</p>}
          <div class="scrolls" tabIndex={0} role="group" aria-label={say("leftOut", { count: count(leftOut.count) })}>
            <table>
              <thead><tr><th scope="col">{say("rowNumber")}</th><th scope="col">{say("reason")}</th><th scope="col">{say("found")}</th></tr></thead>
              <tbody>{leftOut.rows.slice(0, LISTED).map((it) => <tr key={it.row}><th scope="row">{count(it.row)}</th><td>{it.reason}</td><td>{it.found}</td></tr>)}</tbody>
            </table>
          </div>
        </>
      )}
    </Fold>
  );
}
