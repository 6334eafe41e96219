// Cases as they are listed, compared with what came of them before, and written in their file.

import { readFileSync } from "node:fs";
import type { CaseReport, RanCase } from "shao-rules";
import { expect, test } from "vitest";
import { Judge } from "../src/engine/judge.js";
import { added, freeName, namesIn, removed, renamed } from "../src/cases/lines.js";
import { keyed, markedToo, moves } from "../src/cases/moves.js";
import { listed } from "../src/cases/order.js";

function ran(name: string, passed: boolean, score = 10, level = "low", line = 1): RanCase {
  const differences = passed ? [] : [{ what: "score" as const, expected: "5", found: String(score), text: { zh: `分数：应为 5，实为 ${score}`, en: `score: expected 5, found ${score}` } }];
  return { name, passed, differences, score, level, incident: `{"of": "${name}"}`, place: { in: "lines", line } };
}

function report(...cases: RanCase[]): CaseReport {
  const passed = cases.filter((it) => it.passed).length;
  return { cases, unusable: [], passed, failed: cases.length - passed, coverage: { outcomes: [], thresholds: [] } };
}

test("a case moves when its verdict, its score or its level is another one", () => {
  const mark = keyed(report(ran("a", true), ran("b", false), ran("c", true), ran("d", true), ran("e", false)).cases);
  const now = report(ran("a", false, 11), ran("b", true), ran("c", true, 11), ran("d", true), ran("e", false, 10, "high"));
  expect([...moves(mark, now)].map(([key, { how, before }]) => [key, how, before.score])).toEqual([
    ["lines a", "fails", 10],
    ["lines b", "passes", 10],
    ["lines c", "shifts", 10],
    ["lines e", "shifts", 10],
  ]);
});

test("a case is known by its name and its file, not by its line; a name that stands twice is two cases", () => {
  const mark = keyed(report(ran("a", true, 1), ran("a", true, 2)).cases);
  expect(moves(mark, report(ran("new", false), ran("a", true, 3, "low", 7), ran("a", true, 2, "low", 8))).size).toBe(1);
  const inText: RanCase = { ...ran("a", false), place: { in: "ruleset", span: { start: 0, end: 0 }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } } };
  expect(moves(mark, report(inText)).size).toBe(0);
});

test("a case that came after the mark is compared with what it was when it came", () => {
  const mark = markedToo(keyed(report(ran("a", true)).cases), report(ran("a", false), ran("b", true)));
  const now = moves(mark, report(ran("a", false), ran("b", false)));
  expect([...now].map(([key, it]) => [key, it.how])).toEqual([["lines a", "fails"], ["lines b", "fails"]]);
});

test("those that fail are first, then those that moved, else the order of the file", () => {
  const all = keyed(report(ran("a", true), ran("b", true, 12), ran("c", false), ran("d", false, 12), ran("e", true)).cases);
  const moved = moves(keyed(["a", "b", "c", "d", "e"].map((it) => ran(it, !["c", "d"].includes(it)))), report(...all.values()));
  const names = (which: "all" | "failed" | "moved", words = "") => listed(all, moved, which, words).map((it) => it.one.name);
  expect(names("all")).toEqual(["d", "c", "b", "a", "e"]);
  expect(names("failed")).toEqual(["d", "c"]);
  expect(names("moved")).toEqual(["d", "b"]);
  expect(names("all", " Expected 5 ")).toEqual(["d", "c"]);
  expect(names("all", "实为 12")).toEqual(["d"]);
  expect(names("all", '"of": "e"')).toEqual(["e"]);
});

test("a line is added at the end, taken out, and given another name; all else stays as it was written", () => {
  const lines = '\uFEFF{"incident":{"name":"Li","n":1.0}, "name" : "old \\"one\\"", "expect":{}}\r\n\n{"name":"b"}';
  const more = added(lines, '{"name":"c"}\n');
  expect(more).toEqual({ lines: `${lines}\n{"name":"c"}\n`, line: 4 });
  expect(added("", "{}")).toEqual({ lines: "{}\n", line: 1 });
  expect(removed(more.lines, 4)).toBe(`${lines}\n`);
  expect(renamed(lines, 1, '新"名')).toBe(lines.replace('"old \\"one\\""', '"新\\"名"'));
  expect(renamed(lines, 2, "x")).toBe(lines);
  expect(renamed('{"x": "name", "y": ["name"], "incident": {"name": 1}}', 1, "z")).toBe('{"x": "name", "y": ["name"], "incident": {"name": 1}}');
});

test("a new name is none that is taken", () => {
  expect(namesIn('{"name":"a"}\nnonsense\n{"name":5}\n{"name":"a (2)"}')).toEqual(["a", "a (2)"]);
  expect(freeName("a", new Set(["a", "a (2)"]))).toBe("a (3)");
  expect(freeName("b", new Set(["a"]))).toBe("b");
});

test("an incident that is saved as a case passes, whatever it holds; a text with mistakes has no results", async () => {
  const text = readFileSync(new URL("../../rules-core/doc/smallest.toml", import.meta.url), "utf8");
  const judge = new Judge();
  const settings = { asOf: "2026-03-02T10:30:00+08:00" };
  const written = await judge.written(text, '{\n  "amount": null\n}', settings, "not known");
  if (!written || !("line" in written)) throw new Error("no line");
  expect(await judge.cases(text, written.line)).toMatchObject({ passed: 1, failed: 0 });
  expect(await judge.written(text, "{}", {}, "no instant")).toMatchObject({ refused: { zh: expect.stringContaining("时间"), en: expect.stringContaining("instant") } });
  for (const found of [judge.cases("oops", ""), judge.proofs("oops", ""), judge.written("oops", "{}", settings, "x")]) expect(await found).toBeUndefined();
});
