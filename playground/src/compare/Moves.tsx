// The reports that moved, the widest moves first: each with what is responsible, and a click away from being tried.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DifferenceCause, DifferenceMove, Movement, Plan } from "shao-rules";
import { Fold } from "../components/Fold.js";
import type { Levels } from "../engine/comparer.js";
import { save } from "../persistence/files.js";
import { LevelSign } from "../results/LevelSign.js";
import { Pointing } from "../results/Pointing.js";
import { snapshot } from "../session/state.js";
import { Line } from "./ChangeItem.js";
import { titled } from "./halves.js";
import { shownCell, titleOf } from "./Matrix.js";
import { openMove } from "./open.js";
import { chosen, mainCauses } from "./ways.js";
import { count, line, say } from "./words.js";
import { movesTable } from "./write.js";

/** Reports that are drawn at once. */
const STEP = 50;
/** Causes that are told at once. */
const TOLD = 3;
const most = signal(STEP);
const cause = signal<string | undefined>(undefined);

interface MovesProps {
  movement: Movement;
  levels: Levels;
  plan: Plan;
}

export function Moves({ movement, levels, plan }: MovesProps) {
  useEffect(() => {
    most.value = STEP;
  }, [movement, shownCell.value, cause.value]);
  if (movement.moves.length === 0) return null;
  const cell = shownCell.value;
  const ofCell = chosen(movement.moves, cell, undefined);
  const causes = mainCauses(ofCell);
  const wanted = causes.some(([id]) => id === cause.value) ? cause.value : undefined;
  const shown = chosen(ofCell, undefined, wanted);
  const title = cell ? say("movesOf", { old: titleOf(cell.old, levels.old), new: titleOf(cell.now, levels.now) }) : say("moves");
  return (
    <section class="moves" aria-label={say("moves")}>
      <h2>{title} <small>{count(shown.length)}</small></h2>
      <div class="compare-tools">
        {cell && <button type="button" onClick={() => (shownCell.value = undefined)}>✕ {say("allWays")}</button>}
        <label>
          {say("cause")}{" "}
          <select value={wanted ?? ""} onChange={(event) => (cause.value = event.currentTarget.value || undefined)}>
            <option value="">{say("anyCause")}</option>
            {causes.map(([id, many]) => <option key={id} value={id}>{id} ({count(many)})</option>)}
          </select>
        </label>
        <span class="room" />
        <button type="button" onClick={() => save("moves.csv", movesTable(shown, line), "text/csv")}>{say("asCsv")}</button>
      </div>
      {shown.length === 0 && <p class="soft">{say("none")}</p>}
      <ol>{shown.slice(0, most.value).map((it) => <MoveItem key={it.number} move={it} levels={levels} plan={plan} />)}</ol>
      {shown.length > most.value && <button type="button" onClick={() => (most.value += STEP)}>{say("more", { count: count(Math.min(STEP, shown.length - most.value)) })}</button>}
      {movement.notKept > 0 && <p class="soft">{say("notKept", { count: count(movement.notKept) })}</p>}
    </section>
  );
}

interface MoveItemProps {
  move: DifferenceMove;
  levels: Levels;
  plan: Plan;
}

function MoveItem({ move, levels, plan }: MoveItemProps) {
  const { key, number, old, new: now, raised, alone, causes } = move;
  const rank = (id: string, of: Levels["old"]): number => of.findIndex((it) => it.id === id);
  const row = say("row", { row: count(number) });
  return (
    <li class="move" data-raised={raised}>
      <p class="move-line">
        <button type="button" class="link" title={say("openInTry")} onClick={() => openMove(move, plan)}>{typeof key === "string" ? key : row}</button>
        {typeof key === "string" && <span class="soft">{row}</span>}
        <span class="from-to">
          <LevelSign rank={rank(old.level, levels.old)} count={levels.old.length} /> {titleOf(old.level, levels.old)} → <LevelSign rank={rank(now.level, levels.now)} count={levels.now.length} />{" "}
          <strong>{titleOf(now.level, levels.now)}</strong> <span class="way">{raised ? "▲" : "▽"} {say(raised ? "up" : "down")}</span>
        </span>
        <span class="soft">{say("points", { old: old.score, new: now.score })}</span>
      </p>
      {!alone && causes.length > 0 && <p class="soft">{say("together")}</p>}
      <Causes causes={causes.slice(0, TOLD)} levels={levels} />
      {causes.length > TOLD && <Fold class="fold" title={say("moreCauses", { count: causes.length - TOLD })}>{() => <Causes causes={causes.slice(TOLD)} levels={levels} />}</Fold>}
    </li>
  );
}

function Causes({ causes, levels }: { causes: readonly DifferenceCause[]; levels: Levels }) {
  return <ul class="causes">{causes.map((it) => <CauseLine key={`${it.kind} ${it.id}`} cause={it} levels={levels} />)}</ul>;
}

/** What is responsible, its name leading to its place in the open text. */
function CauseLine({ cause: { kind, id, told, restores, without }, levels }: { cause: DifferenceCause; levels: Levels }) {
  const place = snapshot.value?.outline.find((it) => it.section === kind && it.name === id)?.header;
  return (
    <Pointing id={id} class={restores ? "restores" : ""}>
      <Line told={titled(line(told), without.level, titleOf(without.level, levels.now))} id={id} place={place} />
    </Pointing>
  );
}
