// One of several: yes or no as buttons of a group, more as a list.

import { say } from "../app/words.js";
import { print } from "../validation/json.js";
import type { ControlProps } from "./Control.js";

/** Yes, no, asked and not known, or not asked. */
export function YesNo({ value, id, describedBy, set }: ControlProps) {
  const all = [
    { said: say("yes"), is: true },
    { said: say("no"), is: false },
    { said: say("unknownShort"), is: null },
    { said: say("notAsked"), is: undefined },
  ];
  const known = all.some((it) => it.is === value);
  return (
    <div class="radios" role="radiogroup" id={id} tabIndex={-1} aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
      {all.map((it) => (
        <label key={it.said}>
          <input type="radio" name={id} checked={it.is === value} onChange={() => set(it.is)} />
          <span>{it.said}</span>
        </label>
      ))}
      {!known && <code>{print(value)}</code>}
    </div>
  );
}

/** One of the options. */
export function Choice({ field, value, id, describedBy, bad, set }: ControlProps) {
  const options = field.options ?? [];
  // No option's name begins with a colon.
  const known = options.find((it) => it.value === value);
  const chosen = value === undefined ? ":absent" : value === null ? ":unknown" : known?.value ?? ":other";
  const choose = (name: string): void => {
    if (name !== ":other") set(name === ":absent" ? undefined : name === ":unknown" ? null : name);
  };
  return (
    <select id={id} value={chosen} aria-labelledby={`${id}-label`} aria-describedby={describedBy} aria-invalid={bad} onChange={(event) => choose(event.currentTarget.value)}>
      <option value=":absent">— {say("absent")}</option>
      <option value=":unknown">? {say("unknown")}</option>
      {options.map((it) => <option key={it.value} value={it.value}>{it.title}</option>)}
      {chosen === ":other" && <option value=":other">{print(value)}</option>}
    </select>
  );
}
