// Goes to a part of the page, with the keyboard too.

/** Brings the first element of a selector into view and gives it the focus. */
export function focused(selector: string): void {
  const found = document.querySelector<HTMLElement>(selector);
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}
