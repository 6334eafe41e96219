// What a column's heading says: common words of ledgers, beside the names and titles that the engine knows.

import type { FormField } from "shao-rules";

/** Words that mean the same, in headings, titles and names. */
const ALIKE: readonly (readonly string[])[] = [
  ["简述", "描述", "说明", "案情", "经过", "narrative", "description", "happened"],
  ["渠道", "方式", "channel"],
  ["金额", "多少", "要钱", "amount"],
  ["时间", "日期", "reported", "received"],
  ["保密", "secre"],
];

/** What says nothing by itself. */
const FILLERS = /是否|有没有|要求|对方|的|让|被|[\s（(].*$/g;

/** What names a row. */
const KEY = /编号|单号|序号|流水号|\bid\b/i;

/** Whether a column is called as one that names a row. */
export function isKeyHeading(heading: string): boolean {
  return KEY.test(heading);
}

/** Ten thousands, where the heading says so. */
export function factorOf(heading: string): number {
  return /万/.test(heading) ? 10_000 : 1;
}

/** The fields that a column may be by its heading, the likeliest first. */
export function fieldsLike(heading: string, fields: readonly FormField[]): FormField[] {
  const own = plain(heading);
  const has = (field: FormField): number => {
    const title = plain(field.title);
    if (isPart(title, own) || isPart(own, title)) return 2;
    const said = `${field.title} ${field.name}`.toLowerCase();
    return ALIKE.some((words) => words.some((it) => own.includes(it)) && words.some((it) => said.includes(it))) ? 1 : 0;
  };
  return fields.map((field) => ({ field, has: has(field) })).filter((it) => it.has > 0).sort((a, b) => b.has - a.has).map((it) => it.field);
}

function plain(text: string): string {
  return text.toLowerCase().replace(FILLERS, "");
}

function isPart(short: string, long: string): boolean {
  return short.length >= (/^[\x20-\x7e]*$/.test(short) ? 4 : 2) && long.includes(short);
}
