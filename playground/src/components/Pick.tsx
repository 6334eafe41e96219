// The browser's own calendar, beside an input that takes any text.

import { useRef } from "preact/hooks";
import { say } from "../app/words.js";
import { asOf } from "../session/state.js";

interface PickProps {
  type: "date" | "datetime";
  take(text: string): void;
}

export function Pick({ type, take }: PickProps) {
  const calendar = useRef<HTMLInputElement>(null);
  const picked = (value: string): void => {
    if (value !== "") take(type === "date" ? value : `${value}:00${offset()}`);
  };
  return (
    <span class="pick">
      <button type="button" aria-label={say("pick")} title={say("pick")} onClick={() => calendar.current?.showPicker()}>▾</button>
      <input ref={calendar} type={type === "date" ? "date" : "datetime-local"} tabIndex={-1} aria-hidden="true" onChange={(event) => picked(event.currentTarget.value)} />
    </span>
  );
}

/** The offset of the instant that is assessed at: people mean the same clock. */
export function offset(): string {
  return /(?:Z|[+-]\d\d:\d\d)$/.exec(asOf.peek())?.[0] ?? "Z";
}
