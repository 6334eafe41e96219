// A small workbook as Excel saves it, made when it is needed.

import { strToU8, zipSync } from "fflate";

/** A day of Excel: its number counts from 1899-12-30, and its style says that it is one. */
export class Day {
  constructor(readonly number: number) {}
}

type Cell = string | number | boolean | Day | null;

/** The bytes of a workbook with these sheets. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([...names.map((_, at) => ["worksheet", `worksheets/sheet${at + 1}.xml`] as const), ["styles", "styles.xml"]]),
    "xl/styles.xml": `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  for (const [at, name] of names.entries()) parts[`xl/worksheets/sheet${at + 1}.xml`] = sheet(sheets[name]!);
  return new Uint8Array(zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]))));
}

function relations(all: readonly (readonly [type: string, target: string])[]): string {
  const each = all.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
}

function sheet(rows: readonly (readonly Cell[])[]): string {
  const each = rows.map((cells, at) => `<row r="${at + 1}">${cells.map((it, column) => cell(it, `${String.fromCharCode(65 + column)}${at + 1}`)).join("")}</row>`);
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${each.join("")}</sheetData></worksheet>`;
}

function cell(value: Cell, place: string): string {
  if (value === null) return "";
  if (value instanceof Day) return `<c r="${place}" s="1"><v>${value.number}</v></c>`;
  if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is></c>`;
}
