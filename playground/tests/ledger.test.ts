import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { amountOf, isPlain } from "../src/backtest/amounts.js";
import { conditionOfValues, valuesOf } from "../src/backtest/condition.js";
import { Bench } from "../src/engine/bench.js";

const FRAUD = readFileSync("../rulesets/fraud/fraud.toml", "utf8");

function rowsOf(column: string, values: readonly string[]): Blob {
  return new Blob(values.map((it) => `${JSON.stringify({ [column]: it })}\n`));
}

test("amounts are read as people write them, and nothing else is", () => {
  expect(["1.5万", "3,000元", "9000", "２千元", "1亿", "约5万元", "-3"].map((it) => amountOf(it))).toEqual([15_000, 3_000, 9_000, 2_000, 100_000_000, 50_000, -3]);
  expect(["面议", "1,5", "3-5万", "5万余", "", "12,34元", "2026/3/1"].map((it) => amountOf(it))).toEqual(Array(7).fill(undefined));
  expect([amountOf("6.55", 10_000), amountOf("6.5万", 10_000), amountOf("300元", 10_000)], "a unit of its own counts").toEqual([65_500, 65_000, 300]);
  expect(["9000", "-1.5", "1e3", "007", "3,000", ""].map(isPlain)).toEqual([true, true, false, false, false, false]);
});

test("a column is read as its field: days, words of both languages, amounts", async () => {
  const bench = new Bench();
  const read = (column: string, values: string[], field: string, type: "datetime" | "enum" | "bool" | "number") => bench.reading(FRAUD, rowsOf(column, values), true, column, field, type);
  expect(await read("来电时间", ["2026/3/1 9:00", "2026/3/2 10:30"], "reported_at", "datetime")).toEqual({ spec: { column: "来电时间", parse: "datetime" }, fits: true, isClock: true });
  expect((await read("来源", ["电话", "Text message", "email", "网络"], "channel", "enum")).spec.values).toEqual({ 电话: "phone", "Text message": "sms" });
  expect((await read("保密", ["有", "无", "是", "1"], "told_to_keep_secret", "bool")).spec.values).toEqual({ 有: true, 无: false });
  expect(await read("金额", ["1.5万", "3,000元", "9000", "面议"], "amount_asked", "number")).toEqual({ spec: { column: "金额", values: { "1.5万": 15_000, "3,000元": 3_000 } }, fits: true, isClock: false });
  expect((await read("金额（万元）", ["6.5", "0.02"], "amount_asked", "number")).spec).toMatchObject({ scale: 10_000 });
  expect((await read("备注", ["面议", "好"], "amount_asked", "number")).fits).toBe(false);
  expect((await read("备注", ["面议", "好"], "channel", "enum")).fits).toBe(false);
});

test("values are counted through the whole file, up to a number of them", async () => {
  const bench = new Bench();
  const long = rowsOf("a", Array.from({ length: 60_000 }, (_, at) => (at % 3 === 0 ? "诈骗" : at % 3 === 1 ? " 非诈骗 " : "")));
  expect(long.size).toBeGreaterThan(512 * 1024);
  expect(await bench.tally(long, "a", 3)).toEqual(expect.arrayContaining([{ value: "诈骗", rows: 20_000 }, { value: "非诈骗", rows: 20_000 }, { value: null, rows: 20_000 }]));
  expect(await bench.tally(rowsOf("a", ["1", "2", "3"]), "a", 1)).toBeUndefined();
});

test("a condition of values is read back as the same values", () => {
  const all = ["诈骗", '"非"', "待查"];
  for (const values of [["诈骗"], ["诈骗", '"非"'], []]) expect(valuesOf(conditionOfValues("核实 结果", values), "核实 结果", all)).toEqual(values);
  expect(valuesOf('column("a")', "a", ["是", "否"])).toEqual(["是"]);
  expect(valuesOf('column("a") >= 4', "a", all)).toBeUndefined();
  expect(valuesOf('column("a") == "诈骗" || b', "a", all)).toBeUndefined();
});
