import type { Assessment, DeadlineDetail, GroupDetail, HitDetail, LevelDetail, ScoreDetail } from "shao-rules";
import { describe, expect, test } from "vitest";
import { clock } from "../src/results/clock.js";
import { rungs, shade } from "../src/results/ladder.js";
import { paragraphs } from "../src/results/letter.js";
import { marked, parts } from "../src/results/marks.js";
import { timeline } from "../src/results/timeline.js";
import { blocks, place, scale } from "../src/results/waterfall.js";

const hit = (id: string, points: number, counted: number, group?: string): HitDetail => ({ id, reason: {}, points, counted, assumed: false, assumptions: [], evidence: [], basis: [], ...(group === undefined ? {} : { group }) });
const group = (id: string | undefined, counted: number): GroupDetail => ({ take: "sum", points: 2 * counted, counted, ceiling: counted, ...(id === undefined ? {} : { id }) });
const score = (base: number, groups: GroupDetail[]): ScoreDetail => ({ base, min: 0, max: 100, groups, total: 0, ceilingTotal: 0, ceilingHeld: 0, band: "low", ceilingBand: "low" });

describe("the steps of a score", () => {
  test("go on where the one before ended, group by group, to the present score", () => {
    const all = blocks(score(5, [group("money", 30), group("counter", -10), group(undefined, 2)]), [hit("c", -10, -10, "counter"), hit("a", 20, 20, "money"), hit("b", 10, 10, "money"), hit("d", 2, 2)], 27);
    const steps = all.flatMap((it) => it.steps);
    expect(steps.map(({ from, to, hit }) => [hit?.id, from, to])).toEqual([[undefined, 0, 5], ["a", 5, 25], ["b", 25, 35], ["c", 35, 25], ["d", 25, 27]]);
  });

  test("show what a group's limit and the score's limits take away", () => {
    const all = blocks(score(0, [group("money", 30)]), [hit("a", 60, 60, "money")], 25);
    expect(all.flatMap((it) => it.steps).map(({ kind, from, to }) => [kind, from, to])).toEqual([["hit", 0, 60], ["limit", 60, 30], ["held", 30, 25]]);
  });

  test("leave out groups without a hit", () => {
    expect(blocks(score(0, [group("money", 0)]), [], 0)).toEqual([]);
  });

  test("lie on a scale that has zero and all of them, even if nothing happened", () => {
    expect(scale([{ kind: "hit", from: 0, to: -12 }], [40])).toEqual([-12, 40]);
    expect(scale([], [])).toEqual([0, 1]);
    expect([-12, 14, 40, 99].map((it) => place(it, [-12, 40]))).toEqual([0, 50, 100, 100]);
  });
});

describe("marks in a text", () => {
  const text = "请把😀存款转到安全账户";
  const find = (words: string, id: string): { start: number; end: number; words: string; hit: string } => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length, words, hit: id });

  test("cut it into parts that add up to it, each with its hits", () => {
    const cut = parts(text, [find("存款转到", "a"), find("转到安全账户", "b"), find("转到安全账户", "b")]);
    expect(cut.map((it) => it.text).join("")).toBe(text);
    expect(cut).toEqual([{ text: "请把😀", hits: [] }, { text: "存款", hits: ["a"] }, { text: "转到", hits: ["a", "b"] }, { text: "安全账户", hits: ["b"] }]);
  });

  test("do not show what the engine masks, nor a part of it", () => {
    const told = "卡号6200000000000000收款";
    const card = { start: 2, end: 18, words: "****0000", hit: "card" };
    expect(parts(told, [card, { start: 10, end: 20, words: "00000000收款", hit: "b" }])).toEqual([
      { text: "卡号", hits: [] },
      { text: "****0000", hits: ["card", "b"] },
      { text: "收款", hits: ["b"] },
    ]);
  });

  test("leave an empty text empty", () => expect(parts("", [])).toEqual([]));

  test("are gathered by the text that they are in", () => {
    const reading = { name: "narrative", kind: "field", known: true, masked: false, value: null, text: {}, path: "/narrative" } as const;
    const found = (words: string, at: number) => ({ ...reading, searches: [{ name: "words", pattern: false, found: [{ text: words, bytes: [0, 0] as [number, number], utf16: [at, at + words.length] as [number, number] }] }] });
    const all = marked([{ ...hit("a", 1, 1), evidence: [found("转账", 3), reading] }, { ...hit("b", 1, 1), evidence: [found("账户", 8)] }]);
    expect(all.map((it) => [it.path, it.finds.map(({ hit, start, end }) => [hit, start, end])])).toEqual([["/narrative", [["a", 3, 5], ["b", 8, 10]]]]);
  });
});

describe("the time line", () => {
  const deadline = (id: string, daysLeft?: number, more: Partial<DeadlineDetail> = {}): DeadlineDetail => ({ id, title: {}, whose: "office", state: "running", begun: true, applies: true, waitsFor: [], basis: [], ...(daysLeft === undefined ? {} : { daysLeft, due: "2026-03-12" }), ...more });

  test("puts the most urgent first and today between what is past and what is to come", () => {
    const line = timeline([deadline("later", 30), deadline("late", -10), deadline("none")]);
    expect(line.dated.map(({ deadline: { id }, from, to }) => [id, from, to])).toEqual([["late", 0, 25], ["later", 25, 100]]);
    expect(line.today).toBe(25);
    expect(line.undated.map((it) => it.id)).toEqual(["none"]);
  });

  test("leaves out what does not apply, and stands with nothing but today on it", () => {
    expect(timeline([deadline("other", 3, { applies: false })]).dated).toEqual([]);
    expect(timeline([deadline("now", 0)]).dated.map(({ from, to }) => [from, to])).toEqual([[0, 0]]);
  });
});

describe("the levels", () => {
  const levels: LevelDetail[] = ["low", "medium", "high", "critical"].map((id) => ({ id, title: {} }));
  const end = (value: string) => ({ value, exact: true });
  const assessment = (level: string, ceiling: string, bounds?: [string, string]): Assessment => ({
    key: 1, score: 0, level, ceiling: { score: 0, level: ceiling }, settled: false, hits: [], open: { rules: [], fields: [] }, deadlines: [], inputErrors: [], incomplete: false,
    receipt: { ruleset: "", version: "", digest: "", context: "", asOf: null, calendar: null, params: {}, engine: "" },
    ...(bounds ? { bounds: { score: { low: { value: 0, exact: true }, high: { value: 0, exact: true } }, level: { low: end(bounds[0]), high: end(bounds[1]) } } } : {}),
  });

  test("show where it stands and all that it may still become, lower ones too", () => {
    expect(rungs(levels, assessment("medium", "critical", ["low", "high"])).map((it) => it.reach)).toEqual(["possible", "present", "possible", "out"]);
  });

  test("without bounds reach as far as the ceiling", () => {
    expect(rungs(levels, assessment("low", "high")).map((it) => it.reach)).toEqual(["present", "possible", "possible", "out"]);
  });

  test("have colours from the calmest to the most urgent, however many there are", () => {
    expect([0, 1, 2, 3].map((it) => shade(it, 4))).toEqual(["low", "medium", "high", "critical"]);
    expect([0, 1].map((it) => shade(it, 2))).toEqual(["low", "critical"]);
    expect(shade(0, 1)).toBe("low");
  });
});

test("a letter's lines are told apart", () => {
  const kinds = paragraphs("标题\n级别：低\n\n## 为什么\n- 一 [1]\n  事实：二\n1. 三\n[1] 条例\n").map((it) => it.kind);
  expect(kinds).toEqual(["title", "text", "heading", "entry", "detail", "numbered", "numbered"]);
});

test("an instant is said by its own clock, to the minute", () => {
  expect(clock("2026-03-02T10:35:00+08:00")).toBe("2026-03-02 10:35");
  expect(clock("2026-03-02T10:35:59.5Z")).toBe("2026-03-02 10:35");
});
