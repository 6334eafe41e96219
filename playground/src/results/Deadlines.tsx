// Deadlines on a line of days, and those that have no day yet.

import type { DeadlineDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { Fold } from "../components/Fold.js";
import { Basis } from "./Reading.js";
import { EntryName, Pointing } from "./Pointing.js";
import { type Dated, timeline } from "./timeline.js";

export function Deadlines({ deadlines }: { deadlines: readonly DeadlineDetail[] }) {
  const line = timeline(deadlines);
  return (
    <div class="deadlines">
      {line.dated.length > 0 && (
        <ol>
          {line.dated.map((it) => <Day key={it.deadline.id} dated={it} today={line.today} />)}
        </ol>
      )}
      {line.undated.length > 0 && (
        <Fold title={`${say("undated")} (${line.undated.length})`}>{() => <Undated deadlines={line.undated} />}</Fold>
      )}
    </div>
  );
}

function Undated({ deadlines }: { deadlines: readonly DeadlineDetail[] }) {
  return (
    <ul>
      {deadlines.map((it) => (
        <Pointing key={it.id} id={it.id}>
          {told(it.title)} · {state(it)} <EntryName id={it.id} />
          {it.waitsFor.length > 0 && <span class="soft"> {say("waitsFor", { fields: it.waitsFor.map(told).join(say("comma")) })}</span>}
        </Pointing>
      ))}
    </ul>
  );
}

interface DayProps {
  dated: Dated;
  today: number;
}

function Day({ dated: { deadline, due, days, from, to }, today }: DayProps) {
  return (
    <Pointing id={deadline.id} class={`day ${deadline.state}`}>
      <div class="said">
        <span>{SIGNS[deadline.state]} {told(deadline.title)}</span>
        <span class="notes">
          <span class="tag">{state(deadline)}</span>
          {deadline.whose === "citizen" && <span class="tag">{say("citizenRight")}</span>}
          <EntryName id={deadline.id} />
          {deadline.waitsFor.length > 0 && <span class="soft">{say("waitsFor", { fields: deadline.waitsFor.map(told).join(say("comma")) })}</span>}
          {deadline.basis.map((it) => <span key={it.source} class="soft"><Basis basis={it} /></span>)}
        </span>
      </div>
      <span class="due">
        {due}
        <small>{left(days)}</small>
      </span>
      <span class="track" aria-hidden="true">
        <span class="span" style={{ left: `${from}%`, width: `${to - from}%` }} />
        <span class="today" style={{ left: `${today}%` }} />
        <span class="end" style={{ left: `${days < 0 ? from : to}%` }} />
      </span>
    </Pointing>
  );
}

const SIGNS = { not_started: "○", met: "✓", running: "▷", soon: "◷", late: "✕", unknown: "?" } as const;

function left(days: number): string {
  if (days === 0) return say("dueToday");
  return days > 0 ? say("daysLeft", { days }) : say("daysPast", { days: -days });
}

function state({ state: is, whose }: DeadlineDetail): string {
  if (is === "unknown") return say("unclear");
  return is === "late" && whose === "citizen" ? say("passedRight") : say(is);
}
