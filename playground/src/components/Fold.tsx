// A part that is folded: drawn only while it is open, so that what nobody sees costs nothing.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface FoldProps {
  class?: string;
  title: ComponentChildren;
  children(): ComponentChildren;
}

export function Fold({ class: name, title, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details class={name} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}
