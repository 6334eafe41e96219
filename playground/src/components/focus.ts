// The cursor goes where something is to be typed now.

/** As `ref` of an input that was just asked for: `autofocus` counts once a page. */
export function focused(input: HTMLElement | null): void {
  input?.focus();
}
