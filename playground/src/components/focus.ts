// The cursor goes where something is to be typed now, and is not lost where what had it goes.

/** As `ref` of an input that was just asked for: `autofocus` counts once a page. */
export function focused(input: HTMLElement | null): void {
  input?.focus();
}

/** Moves the keyboard to what is found once the page has been drawn anew. */
export function focusNext(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => find()?.focus());
}
