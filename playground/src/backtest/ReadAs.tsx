// How the values of a column are read: as what, times what, what they become, which of them say that nothing is known.

import type { FieldSpec, FormField, Json, Parse } from "shao-rules";
import { shown, typed } from "./Constants.js";
import { say } from "./words.js";

const PARSES: readonly Parse[] = ["number", "bool", "text", "date", "datetime"];

/** How values are read, in short. */
export function isRead(spec: FieldSpec): string {
  const parts = [
    spec.parse && say(spec.parse),
    spec.scale !== undefined && `× ${spec.scale}`,
    spec.values && `${Object.keys(spec.values).length} ${say("values")}`,
  ].filter(Boolean);
  return parts.join(" · ") || say("byType");
}

interface ReadAsProps {
  /** Some values of the column. */
  values: readonly string[];
  field: FormField | undefined;
  spec: FieldSpec;
  set(spec: FieldSpec): void;
}

export function ReadAs({ values, field, spec, set }: ReadAsProps) {
  const change = (next: { [Name in keyof FieldSpec]?: FieldSpec[Name] | undefined }): void => {
    const all = { ...spec, ...next };
    set(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
  };
  const becomes = Object.entries(spec.values ?? {}).map(([from, to]) => `${from} = ${shown(to)}`).join("\n");
  const options = field?.options?.map((it) => `${it.value} (${it.title})`).join(", ");
  return (
    <div class="read-as">
      <label>
        <span>{say("parse")}</span>
        <select value={spec.parse ?? ""} onChange={(event) => change({ parse: (event.currentTarget.value || undefined) as Parse | undefined })}>
          <option value="">{say("byType")}</option>
          {PARSES.map((it) => <option key={it} value={it}>{say(it)}</option>)}
        </select>
      </label>
      <label title={say("scaleHelp")}>
        <span>{say("scale")}</span>
        <input data-apart type="text" inputMode="decimal" value={spec.scale ?? ""} placeholder="1" onChange={(event) => change({ scale: numberIn(event.currentTarget.value) })} />
      </label>
      <label>
        <span>{say("values")}</span>
        <textarea data-apart rows={3} value={becomes} placeholder={values.slice(0, 3).map((it) => `${it} = …`).join("\n")} title={say("valuesHelp")} onChange={(event) => change({ values: valuesIn(event.currentTarget.value, field) })} />
        {options && <small class="soft">{options}</small>}
      </label>
      <label>
        <span>{say("unknownValues")}</span>
        <textarea data-apart rows={1} value={(spec.unknown ?? []).join("\n")} title={say("unknownHelp")} onChange={(event) => change({ unknown: linesIn(event.currentTarget.value) })} />
      </label>
    </div>
  );
}

function numberIn(text: string): number | undefined {
  const number = Number(text.trim() || NaN);
  return Number.isFinite(number) ? number : undefined;
}

function linesIn(text: string): string[] | undefined {
  const lines = text.split("\n").map((it) => it.trim()).filter((it) => it !== "");
  return lines.length > 0 ? lines : undefined;
}

/** `电话 = phone`, one a line. */
function valuesIn(text: string, field: FormField | undefined): Record<string, Json> | undefined {
  const pairs = (linesIn(text) ?? []).flatMap((line) => {
    const at = line.lastIndexOf("=");
    return at < 0 ? [] : [[line.slice(0, at).trim(), typed(line.slice(at + 1).trim(), field)] as const];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}
