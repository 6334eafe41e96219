// The cases, those that fail first; no more of them are drawn than somebody reads.

import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CaseReport, UnusableCase } from "shao-rules";
import { told } from "../app/words.js";
import { moved, sought } from "../session/cases.js";
import { CaseRow, Place } from "./CaseRow.js";
import { keyed } from "./moves.js";
import { listed, type Which } from "./order.js";
import { goOn } from "./place.js";
import { say } from "./words.js";

const WHICH: readonly Which[] = ["all", "failed", "moved"];
/** How many are drawn at once. */
const MANY = 100;

const which = signal<Which>("all");

export function CaseList({ report }: { report: CaseReport }) {
  const most = useSignal(MANY);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => goOn(list.current), [report]);
  const shown = listed(keyed(report.cases), moved.value, which.value, sought.value);
  const rest = shown.length - most.value;
  return (
    <>
      <div class="find">
        <Filter />
        <input type="search" value={sought.value} placeholder={say("search")} aria-label={say("search")} onInput={(event) => (sought.value = event.currentTarget.value)} />
        <span class="soft">{shown.length}/{report.cases.length}</span>
      </div>
      {report.unusable.length > 0 && <Unusable all={report.unusable} />}
      {shown.length === 0 && report.cases.length > 0 && <p class="soft">{say("noneShown")}</p>}
      <ul class="case-list" ref={list} tabIndex={-1} aria-label={say("which")}>
        {shown.slice(0, most.value).map((it) => <CaseRow key={it.key} listed={it} />)}
      </ul>
      {rest > 0 && <button type="button" onClick={() => (most.value += MANY)}>{say("more", { count: Math.min(rest, MANY) })}</button>}
    </>
  );
}

function Filter() {
  return (
    <div class="radios" role="radiogroup" aria-label={say("which")}>
      {WHICH.map((it) => (
        <label key={it}>
          <input type="radio" name="which-cases" checked={which.value === it} onChange={() => (which.value = it)} />
          <span>{say(it)}</span>
        </label>
      ))}
    </div>
  );
}

function Unusable({ all }: { all: readonly UnusableCase[] }) {
  return (
    <section aria-label={say("unusable")}>
      <h2>✗ {say("unusable")} ({all.length})</h2>
      <ul class="case-list">
        {all.slice(0, MANY).map((it, at) => (
          <li key={at} class="case" data-passed="false">
            <div class="case-line">{it.name && <span class="case-name failed">{it.name}</span>} <span class="bad">{told(it.text)}</span> <Place place={it.place} name={it.name ?? ""} /></div>
          </li>
        ))}
      </ul>
    </section>
  );
}
