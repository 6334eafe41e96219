// What the values of a column become, where they are not the field's own: to be seen, and chosen where nothing was guessed.

import type { FieldSpec, FormField, Json } from "shao-rules";
import { isPlain } from "./amounts.js";
import { shown } from "./Constants.js";
import { say } from "./words.js";

/** Values that are shown with what they become, of a field of numbers. */
const SHOWN = 3;

/** What the engine reads as a bool without being told. */
const BOOLS = /^(true|false|TRUE|FALSE|True|False|1|0|是|否)$/;

interface BecomesProps {
  /** Some values of the column. */
  values: readonly string[];
  field: FormField;
  spec: FieldSpec;
  set(spec: FieldSpec): void;
}

export function Becomes({ values, field, spec, set }: BecomesProps) {
  if (spec.parse !== undefined || spec.scale !== undefined) return null;
  const own = values.map((it) => it.trim()).filter((it) => !isOwn(it, field) && !(spec.unknown ?? []).includes(it));
  const lines = field.type === "number" || field.type === "integer" ? fewOf(own, spec) : own;
  if (!["enum", "bool", "number", "integer"].includes(field.type) || lines.length === 0) return null;
  return <ul class="becomes">{lines.map((it) => <One key={it} value={it} field={field} spec={spec} set={set} />)}</ul>;
}

/** Numbers that are not read come first. */
function fewOf(values: readonly string[], spec: FieldSpec): string[] {
  return values.toSorted((a, b) => Number(a in (spec.values ?? {})) - Number(b in (spec.values ?? {}))).slice(0, SHOWN);
}

function isOwn(value: string, field: FormField): boolean {
  if (field.type === "bool") return BOOLS.test(value);
  if (field.type === "enum") return field.options?.some((it) => it.value === value) ?? false;
  return isPlain(value);
}

function One({ value, field, spec, set }: { value: string } & Omit<BecomesProps, "values">) {
  const becomes = spec.values?.[value];
  const choices = field.type === "bool" ? [{ value: true, title: say("yes") }, { value: false, title: say("no") }] : field.options;
  const choose = (next: string): void => {
    const { [value]: _, ...others } = spec.values ?? {};
    const { values: __, unknown, ...rest } = spec;
    const chosen = choices?.find((it) => String(it.value) === next)?.value as Json | undefined;
    const all = chosen === undefined ? others : { ...others, [value]: chosen };
    const unknowns = next === "unknown" ? [...(unknown ?? []), value] : (unknown ?? []);
    set({ ...rest, ...(Object.keys(all).length > 0 ? { values: all } : {}), ...(unknowns.length > 0 ? { unknown: unknowns } : {}) });
  };
  return (
    <li data-value={value} class={becomes === undefined ? "bad" : ""}>
      <code>{value}</code> →{" "}
      {choices ? (
        <select value={becomes === undefined ? "" : String(becomes)} aria-label={say("becomes", { value })} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">⚠︎ {say("notKnown")}</option>
          {choices.map((it) => <option key={String(it.value)} value={String(it.value)}>{it.title}</option>)}
          <option value="unknown">{say("unknownValue")}</option>
        </select>
      ) : becomes === undefined ? `⚠︎ ${say("unread")}` : shown(becomes)}
    </li>
  );
}
