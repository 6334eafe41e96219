// The name of an entry of the ruleset: pointing at it lights it in the text, a click goes there.

import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { say } from "../app/words.js";
import { showPlace } from "../editor/go.js";
import { pointed, snapshot } from "../session/state.js";

/** The sections whose entries fire. */
const FIRING: ReadonlySet<string> = new Set(["rule", "table", "characteristic", "deadline"]);

interface EntryProps {
  id: string;
}

export function EntryName({ id }: EntryProps) {
  return <button type="button" class="entry-name" title={say("goToRule", { rule: id })} onClick={() => goToEntry(id)}>{id}</button>;
}

interface PointingProps extends EntryProps {
  class?: string;
  children: ComponentChildren;
}

/** A list item that speaks of an entry. */
export function Pointing({ id, class: name, children }: PointingProps) {
  const lit = useComputed(() => pointed.value === id).value;
  return <li class={name} data-entry={id} data-pointed={lit} {...pointing(id)}>{children}</li>;
}

/** What makes an element point at an entry while the mouse or the keyboard is there. */
export function pointing(id: string): Record<"onMouseEnter" | "onMouseLeave" | "onFocusIn" | "onFocusOut", () => void> {
  const begin = (): void => void (pointed.value = id);
  const end = (): void => {
    if (pointed.peek() === id) pointed.value = undefined;
  };
  return { onMouseEnter: begin, onMouseLeave: end, onFocusIn: begin, onFocusOut: end };
}

/** Shows an entry in the text. */
export function goToEntry(id: string): void {
  const place = snapshot.peek()?.outline.find((it) => it.name === id && FIRING.has(it.section));
  if (place) showPlace(place.header);
}
