// A button that opens a file. The same file may be opened twice in a row.

import { useRef } from "preact/hooks";

interface OpenFileProps {
  /** What stands on the button. */
  said: string;
  /** What a screen reader says, where that is more. */
  label?: string;
  /** The kinds of files that are offered. */
  accept: string;
  /** The class of the button, and that of the field behind it. */
  class?: string;
  field?: string;
  open(file: File): unknown;
}

export function OpenFile({ said, label = said, accept, class: name, field, open }: OpenFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = async (given: HTMLInputElement): Promise<void> => {
    const file = given.files?.[0];
    if (file) await open(file);
    given.value = "";
  };
  return (
    <>
      <input ref={input} type="file" class={field} accept={accept} hidden aria-label={label} onChange={(event) => void take(event.currentTarget)} />
      <button type="button" class={name} aria-label={label === said ? undefined : label} onClick={() => input.current?.click()}>{said}</button>
    </>
  );
}
