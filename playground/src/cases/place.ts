// Where the keyboard is in the list of cases: a row that goes leaves it to the one that comes in its place.

let place: number | undefined;

/** Keeps the place of the row that this is in: the row may go when the cases have been judged anew. */
export function keepPlace(within: Element): void {
  const row = within.closest("li");
  place = row?.parentElement ? [...row.parentElement.children].indexOf(row) : undefined;
}

/** Goes on at the place that was kept, where the keyboard was lost; where there are no rows any more, at the list. */
export function goOn(list: HTMLElement | null): void {
  if (place === undefined || !list || document.activeElement !== document.body) return;
  const row = list.children[Math.min(place, list.children.length - 1)];
  place = undefined;
  (row?.querySelector<HTMLElement>("button") ?? list).focus();
}
