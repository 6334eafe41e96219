// Reports from level to level: a row for each old level, a column for each new one. A cell shows its reports.

import { signal } from "@preact/signals";
import type { DifferenceMatrix, LevelDetail, Movement } from "shao-rules";
import { told } from "../app/words.js";
import type { Levels } from "../engine/comparer.js";
import { LevelSign } from "../results/LevelSign.js";
import { type Cell, way } from "./ways.js";
import { count, say } from "./words.js";

/** The cell whose reports are shown; all without one. */
export const shownCell = signal<Cell | undefined>(undefined);

const by = signal<"levels" | "ceilings">("levels");

interface MatrixProps {
  movement: Movement;
  levels: Levels;
}

export function Matrix({ movement, levels }: MatrixProps) {
  const matrix = movement[by.value];
  return (
    <section class="matrix" aria-label={say("whichMatrix")}>
      <div class="radios" role="radiogroup" aria-label={say("whichMatrix")}>
        {(["levels", "ceilings"] as const).map((it) => (
          <label key={it}>
            <input type="radio" name="matrix" checked={by.value === it} onChange={() => (by.value = it)} />
            <span>{say(it === "levels" ? "matrixLevel" : "matrixCeiling")}</span>
          </label>
        ))}
      </div>
      <div class="scrolls" tabIndex={0} role="group" aria-label={say("caption")}>
        <Table matrix={matrix} levels={levels} leads={by.value === "levels"} />
      </div>
      <p class="soft">{say("caption")}</p>
    </section>
  );
}

interface TableProps {
  matrix: DifferenceMatrix;
  levels: Levels;
  /** Whether a cell leads to its reports. */
  leads: boolean;
}

function Table({ matrix, levels, leads }: TableProps) {
  const { old, new: now, counts } = matrix;
  const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
  return (
    <table>
      <thead>
        <tr>
          <td class="corner">{say("corner")}</td>
          {now.map((id, at) => <th key={id} scope="col"><Name id={id} rank={at} levels={levels.now} /></th>)}
          <th scope="col" class="sum">{say("sum")}</th>
        </tr>
      </thead>
      <tbody>
        {counts.map((row, at) => (
          <tr key={old[at]}>
            <th scope="row"><Name id={old[at] ?? ""} rank={at} levels={levels.old} /></th>
            {row.map((many, column) => (
              <Count key={now[column]} many={many} way={way(matrix, at, column)} cell={{ old: old[at] ?? "", now: now[column] ?? "" }} levels={levels} leads={leads} />
            ))}
            <td class="sum">{count(sum(row))}</td>
          </tr>
        ))}
        <tr>
          <th scope="row" class="sum">{say("sum")}</th>
          {now.map((id, at) => <td key={id} class="sum">{count(sum(counts.map((row) => row[at] ?? 0)))}</td>)}
          <td class="sum">{count(sum(counts.flat()))}</td>
        </tr>
      </tbody>
    </table>
  );
}

interface CountProps {
  many: number;
  way: ReturnType<typeof way>;
  cell: Cell;
  levels: Levels;
  leads: boolean;
}

const SIGNS = { up: "▲", down: "▽", stays: "" } as const;

function Count({ many, way: to, cell, levels, leads }: CountProps) {
  if (many === 0) return <td class="zero">·</td>;
  const said = <>{SIGNS[to] && <span aria-hidden="true">{SIGNS[to]} </span>}{count(many)}</>;
  if (to === "stays" || !leads) return <td class={to}>{said}{to !== "stays" && <span class="spoken">{say(to)}</span>}</td>;
  const isShown = shownCell.value?.old === cell.old && shownCell.value.now === cell.now;
  const name = say("cell", { old: titleOf(cell.old, levels.old), new: titleOf(cell.now, levels.now), way: say(to), count: count(many) });
  return (
    <td class={to}>
      <button type="button" aria-pressed={isShown} aria-label={name} title={name} onClick={() => (shownCell.value = isShown ? undefined : cell)}>{said}</button>
    </td>
  );
}

function Name({ id, rank, levels }: { id: string; rank: number; levels: readonly LevelDetail[] }) {
  return <span title={id}><LevelSign rank={rank} count={levels.length} /> {titleOf(id, levels)}</span>;
}

/** What a level is called. */
export function titleOf(id: string, levels: readonly LevelDetail[]): string {
  const level = levels.find((it) => it.id === id);
  return level ? told(level.title) : id;
}
