// Why: what fired, with its points as steps of the score.

import type { Assessment, Details, GroupDetail, HitDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { Fold } from "../components/Fold.js";
import { range } from "../validation/values.js";
import { LevelSign } from "./LevelSign.js";
import { Pointing, EntryName } from "./Pointing.js";
import { Basis, Reading } from "./Reading.js";
import { type Block, blocks, place, scale, type Step } from "./waterfall.js";

interface WaterfallProps {
  assessment: Assessment;
  details: Details;
}

export function Waterfall({ assessment, details }: WaterfallProps) {
  const all = blocks(details.score, details.hits, assessment.score);
  const ends = scale(all.flatMap((it) => it.steps), [assessment.score]);
  if (details.hits.length === 0) return <p class="soft">{say("noHits")}</p>;
  const numbers = new Map(details.hits.map((it, at) => [it.id, at + 1]));
  return (
    <div class="waterfall">
      {all.map((it, at) => <Group key={it.group?.id ?? at} block={it} ends={ends} details={details} numbers={numbers} />)}
    </div>
  );
}

interface GroupProps {
  block: Block;
  ends: [number, number];
  details: Details;
  /** The number of each hit, by which the marks in texts name it. */
  numbers: ReadonlyMap<string, number>;
}

function Group({ block: { group, steps }, ends, details, numbers }: GroupProps) {
  return (
    <>
      {group && <GroupHead group={group} />}
      <ol>
        {steps.map((step, at) =>
          step.hit ? (
            <Hit key={step.hit.id} step={step} hit={step.hit} ends={ends} details={details} number={numbers.get(step.hit.id)} />
          ) : (
            <li key={at} class="step">
              <span class="said soft">{said(step, details)}</span>
              <Points step={step} ends={ends} />
            </li>
          ),
        )}
      </ol>
    </>
  );
}

function GroupHead({ group }: { group: GroupDetail }) {
  const limits = range(group);
  return (
    <p class="group">
      <strong>{group.id ?? say("noGroup")}</strong>
      <span>{say(group.take)}</span>
      {limits && <span>{say("limits", { limits })}</span>}
      <span class="counts">{say("groupCounts", { counted: signed(group.counted) })}</span>
    </p>
  );
}

interface HitProps {
  step: Step;
  hit: HitDetail;
  ends: [number, number];
  details: Details;
  number: number | undefined;
}

function Hit({ step, hit, ends, details, number }: HitProps) {
  const rank = details.levels.findIndex((it) => it.id === hit.floor);
  const floor = details.levels[rank];
  return (
    <Pointing id={hit.id} class={hit.assumed ? "step assumed" : "step"}>
      <div class="said">
        <span><sup>{number}</sup> {told(hit.reason)}</span>
        <span class="notes">
          <EntryName id={hit.id} />
          {hit.assumed && <span class="tag">≈ {say("assumed")}</span>}
          {floor && <span class="tag"><LevelSign rank={rank} count={details.levels.length} /> {say("atLeastLevel", { level: told(floor.title) })}</span>}
          {hit.about === "handling" && <span class="tag">{say("handling")}</span>}
          {hit.heldBack && <span class="soft">{hit.heldBack.by === "best" ? say("heldBest", { instead: hit.heldBack.instead }) : say("heldCap", { limit: hit.heldBack.limit })}</span>}
        </span>
        {hit.assumptions.map((it, at) => (
          <p key={at} class="soft">≈ {say(it.taken ? "assumedText" : "assumedOwn", { fields: it.titles.map(told).join(say("comma")), taken: it.taken ? told(it.taken.text) : "" })}</p>
        ))}
        <Grounds hit={hit} />
      </div>
      <Points step={step} ends={ends} />
    </Pointing>
  );
}

function Grounds({ hit }: { hit: HitDetail }) {
  if (hit.evidence.length + hit.basis.length === 0) return null;
  return (
    <Fold class="grounds" title={say("evidence")}>
      {() => (
        <ul>
          {hit.evidence.map((it, at) => <li key={at}><Reading reading={it} /></li>)}
          {hit.basis.map((it, at) => <li key={at}><Basis basis={it} /></li>)}
        </ul>
      )}
    </Fold>
  );
}

interface PointsProps {
  step: Step;
  ends: [number, number];
}

function Points({ step, ends }: PointsProps) {
  const change = step.to - step.from;
  const from = place(Math.min(step.from, step.to), ends);
  const to = place(Math.max(step.from, step.to), ends);
  const before = step.hit && step.hit.points !== change ? step.hit.points : undefined;
  return (
    <>
      <span class="points">
        {before !== undefined && <s title={say("heldBack")}>{signed(before)}</s>} {step.kind === "hit" && change === 0 && before === undefined ? "0" : signed(change)}
      </span>
      <span class="track" aria-hidden="true">
        <span class={change < 0 ? "fall" : "rise"} style={{ left: `${from}%`, width: `${to - from}%` }} />
      </span>
    </>
  );
}

function said(step: Step, { score }: Details): string {
  if (step.kind === "base") return say("base");
  return step.kind === "limit" ? say("limited") : say("held", { min: score.min, max: score.max });
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : "0";
}
