// Some of several: nothing ticked says that nobody asked; `none` and `not known` stand alone.

import { say } from "../app/words.js";
import { print } from "../validation/json.js";
import type { ControlProps } from "./Control.js";

export function Checks({ field, value, id, describedBy, set }: ControlProps) {
  const options = field.options ?? [];
  const given: unknown[] = Array.isArray(value) ? value : [];
  const odd = given.filter((it) => !options.some(({ value }) => value === it));
  const tick = (option: string, on: boolean): void => {
    const next = on ? [...given, option] : given.filter((it) => it !== option);
    set(next.length === 0 ? undefined : next);
  };
  return (
    <div class="checks" role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
      {options.map((it) => (
        <label key={it.value}>
          <input type="checkbox" checked={given.includes(it.value)} onChange={(event) => tick(it.value, event.currentTarget.checked)} />
          <span>{it.title}</span>
        </label>
      ))}
      <label class="apart">
        <input type="checkbox" checked={Array.isArray(value) && value.length === 0} onChange={(event) => set(event.currentTarget.checked ? [] : undefined)} />
        <span>{say("noneShort")}</span>
      </label>
      <label>
        <input type="checkbox" checked={value === null} onChange={(event) => set(event.currentTarget.checked ? null : undefined)} />
        <span>{say("unknownShort")}</span>
      </label>
      {odd.map((it, place) => <code key={place}>{print(it)}</code>)}
      {value !== undefined && value !== null && !Array.isArray(value) && <code>{print(value)}</code>}
    </div>
  );
}
