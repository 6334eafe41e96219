// Where the incident stands and where it may still get: never the present level alone when another is possible.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Assessment, Details, LevelDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { type Rung, rungs, shade } from "./ladder.js";
import { LevelSign } from "./LevelSign.js";
import { clock } from "./clock.js";
import { place } from "./waterfall.js";

interface SummaryProps {
  assessment: Assessment;
  details: Details;
}

export function Summary({ assessment, details }: SummaryProps) {
  const all = rungs(details.levels, assessment);
  const possible = all.filter((it) => it.reach !== "out");
  const present = all.find((it) => it.reach === "present");
  if (!present) return null;
  return (
    <div class="summary">
      <Pinned>
        <p class="standing" role="status">
          {!assessment.settled && <span class="soft">{say("soFar")}</span>}
          <span class={`level ${shade(present.rank, all.length)}`} data-settled={assessment.settled}>
            <LevelSign rank={present.rank} count={all.length} /> <strong>{told(present.level.title)}</strong>
          </span>
          <Beyond present={present} low={possible[0]} high={possible.at(-1)} settled={assessment.settled} />
          <Respond level={present.level} />
          <span class="heard">{assessment.score} {say("pointsScored")}</span>
        </p>
        <ScoreBar assessment={assessment} details={details} />
      </Pinned>
      <Ladder rungs={all} />
    </div>
  );
}

/** What stays in sight where all scrolls as one. The page knows its height, so that a field that is reached is not beneath it. */
function Pinned({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--pinned", `${box.current?.offsetHeight ?? 0}px`));
    observer.observe(box.current!);
    return () => {
      observer.disconnect();
      style.removeProperty("--pinned");
    };
  }, []);
  return <div class="pinned" id="standing" role="group" aria-label={say("result")} tabIndex={-1} ref={box}>{children}</div>;
}

/** What keeps the result from being whole, in few words: the result itself says which values and rules. */
export function Flaws({ assessment: { inForce, incomplete } }: { assessment: Assessment }) {
  const said = [inForce === false && say("notInForce"), incomplete && say("incomplete")].filter(Boolean).join(" ");
  return said ? <span class="flaws bad" title={said}>⚠︎ {said}</span> : null;
}

interface BeyondProps {
  present: Rung;
  low: Rung | undefined;
  high: Rung | undefined;
  settled: boolean;
}

function Beyond({ present, low, high, settled }: BeyondProps) {
  const rises = high !== undefined && high.rank > present.rank;
  const falls = low !== undefined && low.rank < present.rank;
  if (settled && !rises && !falls) return <span class="tag" title={say("settledHelp")}>✓ {say("settled")}</span>;
  return (
    <>
      {rises && <span class="rises">▲ {say("mayRise", { level: told(high.level.title) })}</span>}
      {falls && <span class="falls">▽ {say("mayFall", { level: told(low.level.title) })}</span>}
    </>
  );
}

function Respond({ level: { respond } }: { level: LevelDetail }) {
  if (!respond) return null;
  return (
    <span class="respond">
      {say("respond", { within: told(respond.text) })}
      {respond.until && <> · {say("until", { until: clock(respond.until) })}</>}
      {respond.past === true && <strong class="bad"> {say("past")}</strong>}
    </span>
  );
}

function Ladder({ rungs: all }: { rungs: readonly Rung[] }) {
  return (
    <ol class="ladder" aria-label={say("levels")}>
      {all.map(({ level, rank, reach }) => (
        <li key={level.id} class={shade(rank, all.length)} data-reach={reach} aria-current={reach === "present" ? "true" : undefined}>
          <LevelSign rank={rank} count={all.length} />
          <span title={rank > 0 ? `${told(level.title)} ≥ ${level.from}` : told(level.title)}><Brief title={told(level.title)} /></span>
          {reach !== "out" && <small>{reach === "present" ? "●" : "○"} <span class="word">{say(reach === "present" ? "present" : "reachable")}</span></small>}
        </li>
      ))}
    </ol>
  );
}

/** A title whose bracket only those see who have the room; it is read aloud anyway. */
function Brief({ title }: { title: string }) {
  const at = title.search(/\s*[(（]/);
  if (at < 1) return <>{title}</>;
  return <>{title.slice(0, at)}<span class="gloss">{title.slice(at)}</span></>;
}

function ScoreBar({ assessment: { score, bounds, ceiling }, details }: SummaryProps) {
  const low = bounds?.score.low.value ?? score;
  const high = bounds?.score.high.value ?? ceiling.score;
  const { min, max } = details.score;
  const ends: [number, number] = max - min > 10_000 ? [Math.min(low, score, 0), Math.max(high, score, 1)] : [min, Math.max(max, min + 1)];
  const from = place(low, ends);
  const rough = bounds !== undefined && !(bounds.score.low.exact && bounds.score.high.exact);
  return (
    <div class="score">
      <span class="number">
        <strong>{score}</strong> {say("pointsScored")}
      </span>
      <span class="track" role="img" aria-label={say("scoreNow", { score, low, high, max: ends[1] })}>
        <span class="possible" style={{ left: `${from}%`, width: `${place(high, ends) - from}%` }} />
        <span class="sure" style={{ width: `${place(score, ends)}%` }} />
        {details.levels.slice(1).map((it, at) => (
          <span key={it.id} class={`threshold ${shade(at + 1, details.levels.length)}`} title={`${told(it.title)} ≥ ${it.from}`} style={{ left: `${place(it.from, ends)}%` }} />
        ))}
        <span class="present" style={{ left: `${place(score, ends)}%` }} />
      </span>
      <span class="number soft">{low === high ? `/ ${ends[1]}` : say("possible", { low, high })}{rough && ` (${say("estimate")})`}</span>
    </div>
  );
}
