// Things in a row are one stop of the keyboard: arrow keys, Home and End move among them.

/** Which keys lead back and on. */
export type Ways = readonly [back: string, on: string];

export const ACROSS: Ways = ["ArrowLeft", "ArrowRight"];
export const DOWN: Ways = ["ArrowUp", "ArrowDown"];

/** Moves the keyboard among the things that a selector finds in the list, and says to which; those that are not shown are passed by. */
export function rove(event: KeyboardEvent, list: HTMLElement, things: string, [back, on]: Ways): HTMLElement | undefined {
  const all = [...list.querySelectorAll<HTMLElement>(things)].filter((it) => it.checkVisibility());
  const at = all.findIndex((it) => it === document.activeElement);
  const places: Readonly<Record<string, number>> = { [back]: at - 1, [on]: (at + 1) % all.length, Home: 0, End: -1 };
  const place = at < 0 ? undefined : places[event.key];
  const to = place === undefined ? undefined : all.at(place);
  if (!to) return undefined;
  event.preventDefault();
  to.focus();
  return to;
}
