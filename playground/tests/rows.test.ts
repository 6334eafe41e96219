import { expect, test } from "vitest";
import { conditionOf } from "../src/backtest/condition.js";
import { read } from "../src/rows/read.js";
import { unzip } from "../src/rows/unzip.js";
import { exampleRows } from "../src/samples/rows.js";
import { Day, workbook } from "./workbook.js";

type Content = string | Uint8Array<ArrayBuffer>;

function file(name: string, ...parts: Content[]): Blob & { name: string } {
  return Object.assign(new Blob(parts), { name });
}

async function rowsOf(name: string, ...parts: Content[]): Promise<unknown[]> {
  const { lines, count } = await read(file(name, ...parts));
  const rows = (await lines.text()).trimEnd().split("\n").map((it) => JSON.parse(it) as unknown);
  expect(count).toBe(rows.length);
  return rows;
}

test("cells in quotes keep separators, quotes and line ends", async () => {
  const rows = await rowsOf("a.csv", '编号,情况\r\n1,"转账, ""安全账户""\r\n第二行"\r\n\r\n2, 空格 \r\n');
  expect(rows).toEqual([{ 编号: "1", 情况: '转账, "安全账户"\r\n第二行' }, { 编号: "2", 情况: " 空格 " }]);
});

test("the separator is found: comma, semicolon, tab", async () => {
  for (const separator of [",", ";", "\t"]) {
    const text = ["a", "b", "c"].join(separator) + "\n" + ["1", "2,5", "x"].map((it) => (it.includes(separator) ? `"${it}"` : it)).join(separator);
    expect(await rowsOf("a.csv", text), separator).toEqual([{ a: "1", b: "2,5", c: "x" }]);
  }
});

test("UTF-8 with a mark, UTF-16 and GB18030 are read alike", async () => {
  const text = "金额,是\n1,否\n";
  const wide = new Uint8Array(new Uint16Array([0xfeff, ...[...text].map((it) => it.charCodeAt(0))]).buffer);
  const chinese = new Uint8Array([0xbd, 0xf0, 0xb6, 0xee, 0x2c, 0xca, 0xc7, 0x0a, 0x31, 0x2c, 0xb7, 0xf1, 0x0a]);
  for (const content of [text, `\uFEFF${text}`, wide, chinese]) {
    expect(await rowsOf("a.csv", content)).toEqual([{ 金额: "1", 是: "否" }]);
  }
});

test("empty cells are absent but from the first row, which names all columns", async () => {
  expect(await rowsOf("a.csv", "a,b,,\n1,,,\n,2\n")).toEqual([{ a: "1", b: "" }, { b: "2" }]);
});

test("rows that lack cells or have too many keep their places and are told of", async () => {
  const found = await read(file("a.csv", 'a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n"7,8,9'));
  expect((await found.lines.text()).split("\n").slice(0, 4)).toEqual(['{"a":"1","b":"2","c":"3"}', "[]", "[]", '{"a":"4","b":"5","c":"6"}']);
  expect(found.bad).toEqual([{ row: 2, cells: 2 }, { row: 3, cells: 4 }, { row: 5, cells: undefined }]);
  expect([found.count, found.width]).toEqual([5, 3]);
});

test("where the file is cut while it is read makes no difference", async () => {
  // Rows of many lengths, so that slices end within characters, quotes and line ends.
  const cells = Array.from({ length: 20_000 }, (_, at) => ["险".repeat(at % 37) + '"\r\n,', `${at}`] as const);
  const text = `a,b\r\n${cells.map(([a, b]) => `"${a.replaceAll('"', '""')}",${b}\r\n`).join("")}`;
  expect(new Blob([text]).size).toBeGreaterThan(1024 * 1024);
  expect(await rowsOf("a.csv", text)).toEqual(cells.map(([a, b]) => ({ a, b })));
});

test("a quote that is never closed does not take the rest of a large file for a cell", async () => {
  const text = `a,b\n1,2\n"open,3\n${"x,y\n".repeat(1_200_000)}`;
  await expect(read(file("a.csv", text))).rejects.toMatchObject({ code: "openQuote", message: "2" });
});

test("lines of JSON stay as they are written, bad ones too", async () => {
  const text = '{"id": 12345678901234567890}\nno row\n{"a": [1.0]}';
  const found = await read(file("a.jsonl", text));
  expect([await found.lines.text(), found.count, found.cells]).toEqual([text, 3, false]);
  expect((await read(file("a.txt", text))).cells, "by its first character").toBe(false);
});

test("the items of a JSON array become lines, their numbers and texts as they are written", async () => {
  const found = await read(file("a.json", '[\n  {"id": 12345678901234567890, "t": "],\\" {"},\n  {"a": {"b": [1,\n 2.0]}}, 5\n]\n'));
  expect((await found.lines.text()).split("\n")).toEqual(['{"id": 12345678901234567890, "t": "],\\" {"}', '{"a": {"b": [1, 2.0]}}', "5", ""]);
});

test("a workbook's sheet is a table: days, numbers and truth values as texts", async () => {
  const bytes = workbook({
    说明: [["本表为示例"]],
    数据: [["2026年排查登记表"], ["编号", "时间", "日期", "金额", "涉诈"], ["a<1", new Day(46083.4375), new Day(46083), 0.1, true], ["b", null, null, 5000, false]],
  });
  const found = await read(file("表.xlsx", bytes));
  expect([found.sheets, found.sheet, found.cells]).toEqual([["说明", "数据"], "数据", true]);
  const rows = (await found.lines.text()).trimEnd().split("\n").map((it) => JSON.parse(it) as unknown);
  expect(rows).toEqual([
    { 编号: "a<1", 时间: "2026-03-02 10:30:00", 日期: "2026-03-02", 金额: "0.1", 涉诈: "true" },
    { 编号: "b", 金额: "5000", 涉诈: "false" },
  ]);
  await expect(read(file("表.xlsx", bytes), "说明")).rejects.toMatchObject({ code: "noRows" });
});

test("a workbook is unpacked without workers, and a huge one refused", () => {
  let names: string[] = [];
  unzip(workbook({ a: [["b"]] }), (_, parts) => (names = Object.keys(parts)));
  expect(names).toContain("xl/workbook.xml");
  const bomb = workbook({ a: [["b"]] });
  // The size of the first part, as the directory at the end tells it.
  const at = bomb.findIndex((_, at) => bomb[at] === 0x50 && bomb[at + 1] === 0x4b && bomb[at + 2] === 1 && bomb[at + 3] === 2);
  new DataView(bomb.buffer).setUint32(at + 24, 0x7fffffff, true);
  let refused: unknown;
  unzip(bomb, (error) => (refused = error));
  expect(refused).toMatchObject({ code: "tooLarge" });
});

test("a file that is no table says what it is", async () => {
  const refused = async (name: string, ...parts: Content[]) => read(file(name, ...parts)).then(() => "read", (error: { code: string }) => error.code);
  expect(await refused("a.csv")).toBe("empty");
  expect(await refused("a.csv", " \n\n")).toBe("empty");
  expect(await refused("a.csv", "a,b\n")).toBe("noRows");
  expect(await refused("a.csv", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toBe("noTable");
  expect(await refused("a.xls", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe("oldExcel");
  expect(await refused("a.xlsx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))).toBe("brokenExcel");
  expect(await refused("a.csv", "a\n", new Uint8Array([0xff, 0xff, 0x0a]))).toBe("encoding");
});

test("a condition is written as the engine reads it", () => {
  expect(conditionOf("是否诈骗", "true", "")).toBe('column("是否诈骗")');
  expect(conditionOf("grade", ">=", " 4 ")).toBe('column("grade") >= 4');
  expect(conditionOf('a "b"', "==", "1e5")).toBe('column("a \\"b\\"") == "1e5"');
  expect(conditionOf("a", "!=", "true")).toBe('column("a") != true');
});

test("example rows are the same at every visit, in both languages", () => {
  for (const id of ["fraud", "housing", "petition"]) {
    const rows = exampleRows(id, "zh")!.split("\n");
    expect(rows).toHaveLength(401);
    expect(exampleRows(id, "zh")!.split("\n")).toEqual(rows);
    const english = exampleRows(id, "en")!;
    expect(english.split("\n")).toHaveLength(401);
    expect(english).not.toMatch(/[\u4e00-\u9fff|]/);
  }
  expect(exampleRows("other", "zh")).toBeUndefined();
});
