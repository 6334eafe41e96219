// Fields that have the same value in every row.

import type { FormField, Json } from "shao-rules";
import { fieldsOf } from "./fields.js";
import { mapField, mapping } from "./state.js";
import { say } from "./words.js";

export function Constants() {
  const all = fieldsOf();
  const constants = Object.entries(mapping.value).filter(([, spec]) => spec.constant !== undefined);
  return (
    <div class="constants">
      {constants.map(([name, spec]) => {
        const title = all.find((it) => it.name === name)?.title ?? name;
        return (
          <p key={name}>
            <label>
              <span>{title} =</span>
              <input data-apart type="text" value={shown(spec.constant)} aria-label={say("constantOf", { field: title })} onChange={(event) => mapField(name, { constant: typed(event.currentTarget.value, all.find((it) => it.name === name)) })} />
            </label>
            <button type="button" aria-label={`${say("remove")}: ${title}`} title={say("remove")} onClick={() => mapField(name, undefined)}>×</button>
          </p>
        );
      })}
      <select value="" aria-label={say("addConstant")} onChange={(event) => event.currentTarget.value !== "" && mapField(event.currentTarget.value, { constant: first(all.find((it) => it.name === event.currentTarget.value)) })}>
        <option value="">+ {say("addConstant")}…</option>
        {all.filter((it) => !(it.name in mapping.value)).map((it) => <option key={it.name} value={it.name}>{it.title}</option>)}
      </select>
    </div>
  );
}

/** What a constant begins with. */
function first(field: FormField | undefined): Json {
  if (field?.type === "bool") return true;
  return field?.options?.[0]?.value ?? "";
}

/** A value as it is typed: by its field's type, or else as a text. */
export function typed(text: string, field: FormField | undefined): Json {
  const trimmed = text.trim();
  if (trimmed === "null") return null;
  if (field?.type === "bool" && /^(true|是|yes|1)$/i.test(trimmed)) return true;
  if (field?.type === "bool" && /^(false|否|no|0)$/i.test(trimmed)) return false;
  if ((field?.type === "integer" || field?.type === "number") && trimmed !== "" && Number.isFinite(Number(trimmed))) return Number(trimmed);
  return field?.options?.find((it) => it.title === trimmed)?.value ?? text;
}

/** A value as it is shown to be typed over. */
export function shown(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
