// A list of records: one block an item. An item may be known to be there and not yet seen.

import type { FormField } from "shao-rules";
import { useComputed } from "@preact/signals";
import { say } from "../app/words.js";
import { change, faults } from "../session/known.js";
import { isObject, print } from "../validation/json.js";
import { under } from "../validation/pointer.js";
import { Mark } from "./Entry.js";
import { focusNext } from "./focus.js";
import { Field } from "./Field.js";

interface RecordsProps {
  field: FormField;
  value: unknown;
  pointer: string;
  name: string;
  id: string;
  describedBy: string | undefined;
}

export function Records({ field, value, pointer, name, id, describedBy }: RecordsProps) {
  const items: unknown[] = Array.isArray(value) ? value : [];
  const set = (to: unknown): void => change(pointer, to);
  const remove = (place: number): void => {
    set(items.length === 1 ? undefined : items.toSpliced(place, 1));
    focusNext(() => itemAt(id, place)?.querySelector<HTMLElement>(".remove") ?? addButton(id));
  };
  const add = (item: unknown): void => {
    set([...items, item]);
    goInto(id, items.length);
  };
  const fill = (place: number): void => {
    set(items.with(place, {}));
    goInto(id, place);
  };
  const full = field.maxItems !== undefined && items.length >= field.maxItems;
  return (
    <div class="records" role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
      {items.map((item, place) => (
        <Item key={place} field={field} item={item} place={place} pointer={under(pointer, place)} name={`${name}[${place}]`} remove={() => remove(place)} fill={() => fill(place)} />
      ))}
      {value !== undefined && value !== null && !Array.isArray(value) && <code>{print(value)}</code>}
      <div class="marks">
        <button type="button" disabled={full} onClick={() => add({})}>+ {say("add")}</button>
        <button type="button" disabled={full} onClick={() => add(null)}>+ {say("addUnseen")}</button>
        <Mark on={Array.isArray(value) && value.length === 0} said={say("noneShort")} set={(on) => set(on ? [] : undefined)} />
        <Mark on={value === null} said={say("unknownShort")} set={(on) => set(on ? null : undefined)} />
      </div>
    </div>
  );
}

function itemAt(id: string, place: number): HTMLElement | undefined {
  return document.querySelectorAll<HTMLElement>(`[id="${id}"] > .item`)[place];
}

function addButton(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[id="${id}"] > .marks button:enabled`);
}

/** Moves the keyboard to the first that can be filled in of an item. */
function goInto(id: string, place: number): void {
  focusNext(() => itemAt(id, place)?.querySelector<HTMLElement>(":is(input, select, textarea, button):not(.remove)"));
}

interface ItemProps {
  field: FormField;
  item: unknown;
  place: number;
  pointer: string;
  name: string;
  remove(): void;
  /** Makes a record of an item that was not yet seen. */
  fill(): void;
}

function Item({ field, item, place, pointer, name, remove, fill }: ItemProps) {
  const fault = useComputed(() => faults.value.get(name)).value;
  const said = `${field.title} ${place + 1}`;
  return (
    <fieldset class="item">
      <legend>{said}</legend>
      <button type="button" class="remove" aria-label={`${say("remove")}: ${said}`} title={say("remove")} onClick={remove}>×</button>
      {item === null && (
        <p class="unseen">
          {say("unseen")} <button type="button" onClick={fill}>{say("fillIn")}</button>
        </p>
      )}
      {isObject(item) && (field.items ?? []).map((it) => <Field key={it.name} field={it} pointer={pointer + it.path} name={`${name}.${it.name}`} />)}
      {item !== null && !isObject(item) && <code>{print(item)}</code>}
      {fault && <p class="bad fault">⚠︎ {fault}</p>}
    </fieldset>
  );
}
