// A thing that was added, removed, changed or renamed: its line, and for each member the old and the new value.

import type { DifferenceChange, DifferenceDetail, Ends, NamePlace } from "shao-rules";
import { showPlace } from "../editor/go.js";
import { now, old } from "../session/compare.js";
import { alike } from "./changes.js";
import { around, halves, type Parts } from "./halves.js";
import { line, say } from "./words.js";

const SIGNS: Readonly<Record<DifferenceChange["what"], string>> = { added: "＋", removed: "－", changed: "≠", renamed: "→" };

/** Where a thing stands in the open text, if that is one of both versions. */
export function placeOf({ old: before, new: after }: { old?: NamePlace; new?: NamePlace }): Ends | undefined {
  const found = now.origin.value === "open" ? after : old.origin.value === "open" ? before : undefined;
  return found?.range;
}

export function ChangeItem({ change }: { change: DifferenceChange }) {
  const { what, weighs, told, word, id, details } = change;
  return (
    <li class="change" data-what={what} data-weighs={weighs}>
      <p>
        <span class={`what ${what}`} title={say(what)}><span aria-hidden="true">{SIGNS[what]}</span><span class="spoken">{say(what)}</span></span>{" "}
        {weighs && <Star />}
        <Line told={told ? line(told) : `${line(word)} ${id}`} id={id} place={placeOf(change)} last={what === "renamed"} />
      </p>
      {details.length > 0 && <Details details={details} mixed={weighs} />}
    </li>
  );
}

/** Says that something may change an assessment. */
export function Star() {
  return <span class="star" title={say("weighs")}><span aria-hidden="true">*</span><span class="spoken">{say("weighs")}</span></span>;
}

interface LineProps {
  told: string;
  id: string;
  place: Ends | undefined;
  /** Whether the last name in the line is meant. */
  last?: boolean;
}

/** A line with the name in it leading to its place. */
export function Line({ told, id, place, last = false }: LineProps) {
  const cut = place && around(told, id, last);
  if (!cut) return <span class="told">{told}</span>;
  return (
    <span class="told">
      {cut[0]}
      <button type="button" class="entry-name" title={say("toPlace", { id })} onClick={() => showPlace(place)}>{id}</button>
      {cut[1]}
    </span>
  );
}

function Details({ details, mixed }: { details: readonly DifferenceDetail[]; mixed: boolean }) {
  return (
    <table class="details">
      <thead class="spoken">
        <tr>
          <th scope="col">{say("member")}</th>
          <th scope="col">{say("old")}</th>
          <th scope="col">{say("now")}</th>
        </tr>
      </thead>
      <tbody>
        {alike(details).map(({ detail: it, parts }, at) => (
          <tr key={at}>
            <th scope="row">
              {mixed && it.weighs && <Star />}{" "}
              {line(it.word)} {it.language && <small>{it.language}</small>} <Places parts={parts.map(line)} />
            </th>
            <Values detail={it} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Places that are named; the others are counted. */
const NAMED = 3;

/** The bins, cells or values that a change is in. */
function Places({ parts }: { parts: readonly string[] }) {
  const more = parts.length - NAMED;
  return <small title={parts.join("\n")}>{parts.slice(0, NAMED).join("; ")}{more > 0 && ` ${say("morePlaces", { count: more })}`}</small>;
}

/** What it was and what it is; of a list what went out and what came in. */
function Values({ detail: { old: before, new: after, added, removed } }: { detail: DifferenceDetail }) {
  if (added || removed) {
    return (
      <>
        <td class="was">{removed ? <List all={removed.map(line)} sign="－" /> : <None />}</td>
        <td class="is">{added ? <List all={added.map(line)} sign="＋" /> : <None />}</td>
      </>
    );
  }
  const cut = before && after ? halves(line(before), line(after)) : undefined;
  const whole = (own: string): Parts => ({ before: "", own, after: "" });
  return (
    <>
      <td class="was">{before ? <Value parts={cut?.old ?? whole(line(before))} gone /> : <None />}</td>
      <td class="is">{after ? <Value parts={cut?.now ?? whole(line(after))} /> : <None />}</td>
    </>
  );
}

function Value({ parts: { before, own, after }, gone = false }: { parts: Parts; gone?: boolean }) {
  if (before === "" && after === "") return <>{own}</>;
  return <>{before}{own !== "" && (gone ? <del>{own}</del> : <ins>{own}</ins>)}{after}</>;
}

function List({ all, sign }: { all: readonly string[]; sign: string }) {
  return <ul>{all.map((it) => <li key={it}><span aria-hidden="true">{sign}</span> {it}</li>)}</ul>;
}

function None() {
  return <span class="soft">{say("nothing")}</span>;
}
