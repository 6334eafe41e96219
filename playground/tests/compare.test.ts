// What the view that compares makes of the engine's difference, by the shipped rulesets.

import { readFileSync } from "node:fs";
import { Comparison, diff, type DifferenceMove, init, Ruleset } from "shao-rules";
import { beforeAll, describe, expect, test } from "vitest";
import { alike, groups, weighing } from "../src/compare/changes.js";
import { around, halves, titled } from "../src/compare/halves.js";
import { chosen, mainCauses, way } from "../src/compare/ways.js";
import { csv, movesTable, table, text } from "../src/compare/write.js";
import { Comparer, type Refusal } from "../src/engine/comparer.js";

const FRAUD = readFileSync(new URL("../../rulesets/fraud/fraud.toml", import.meta.url), "utf8");
const ROWS = readFileSync(new URL("../../rulesets/fraud/examples/incidents.jsonl", import.meta.url));
const AS_OF = { asOf: "2026-03-02T10:30:00+08:00" };
const en = (told: { zh: string; en: string }) => told.en;

function edited(...edits: [from: string, to: string][]): string {
  return edits.reduce((whole, [from, to]) => {
    expect(whole).toContain(from);
    return whole.replace(from, to);
  }, FRAUD);
}

beforeAll(() => init());

describe("two values", () => {
  test("show what is their own between what they begin and end with alike", () => {
    const { old, now } = halves("amount_asked >= 50000 && confirmed", "amount_asked >= 20000 && confirmed");
    expect([old.before, old.own, old.after]).toEqual(["amount_asked >= ", "5", "0000 && confirmed"]);
    expect(now.own).toBe("2");
  });

  test("put together again are the values", () => {
    for (const [one, other] of [["aaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"], ["对方自称的身份与所提要求相配成诈骗手法", "这个人自称的身份与所提要求相配成诈骗手法"], ["😀".repeat(13), "😀".repeat(12) + "😁"], ["", "x"]] as const) {
      const { old, now } = halves(one, other);
      expect(old.before + old.own + old.after).toBe(one);
      expect(now.before + now.own + now.after).toBe(other);
      expect([old.before, old.after]).toEqual([now.before, now.after]);
    }
  });

  test("that are short are shown whole", () => expect(halves("45", "46").old).toEqual({ before: "", own: "45", after: "" }));
});

describe("a line", () => {
  test("is cut around the name that it is about, not around a longer one", () => {
    expect(around("rule safe-account-2: renamed to safe-account", "safe-account", true)).toEqual(["rule safe-account-2: renamed to ", ""]);
    expect(around("rule safe-account-2: uses safe-account", "safe-account")).toEqual(["rule safe-account-2: uses ", ""]);
    expect(around("规则 safe-account：分值 45 → 20", "safe-account")).toEqual(["规则 ", "：分值 45 → 20"]);
    expect(around("rule other: points", "safe-account")).toBeUndefined();
  });

  test("tells a level by its title", () => expect(titled("若无此变化：48分，medium", "medium", "中")).toBe("若无此变化：48分，中"));
});

describe("a difference", () => {
  const NOW = edited(["points = 45", "points = 20"], ['version = "1.1.0"', 'version = "1.2.0"'], ['"安全账户"', '"安全账户", "保全账户"']);

  test("is shown by weight; affected rules weigh", () => {
    const found = diff(FRAUD, NOW);
    const heavy = weighing(found, "weighs");
    const light = weighing(found, "light");
    expect(heavy.changes.map((it) => it.id)).toContain("safe-account");
    expect(light.changes.map((it) => it.id)).toEqual(["fraud"]);
    expect(heavy.changes.length + light.changes.length).toBe(weighing(found, "all").changes.length);
    expect(found.affected.length).toBeGreaterThan(0);
    expect([heavy.affected, light.affected]).toEqual([found.affected, []]);
  });

  test("is grouped by kind, in the engine's order, and cut off where there is too much", () => {
    const found = diff(FRAUD, NOW.replace("points = 28", "points = 27"));
    const all = groups(found.changes, 100);
    expect(all.map((it) => it.kind)).toEqual(["ruleset", "terms", "rule"]);
    expect(all.flatMap((it) => it.changes)).toEqual(found.changes);
    expect(groups(found.changes, 2).map((it) => it.kind)).toEqual(["ruleset", "terms"]);
  });

  test("tells a member that differs alike in many cells once", () => {
    const [change] = diff(FRAUD, FRAUD.replaceAll('reason = { zh = "对方自称', 'reason = { zh = "这个人自称')).changes.filter((it) => it.kind === "table");
    const found = alike(change!.details);
    expect(change!.details.length).toBeGreaterThan(10);
    expect(found).toHaveLength(1);
    expect(found[0]!.parts).toHaveLength(change!.details.length);
  });

  test("is written as `rules diff` prints it, and as a table", () => {
    const found = diff(FRAUD, NOW);
    const lines = text(found, en).split("\n");
    expect(lines[0]).toBe("fraud 1.1.0 → fraud 1.2.0");
    expect(lines).toContain("* rule safe-account: points 45 → 20");
    expect(lines).toContain("  ruleset fraud: version 1.1.0 → 1.2.0");
    expect(lines.some((it) => it.startsWith("* rule safe-account-words") || it.includes("stands as before"))).toBe(true);
    const rows = table(found, en).split("\r\n");
    expect(rows).toContain("rule,safe-account,changed,true,points,45,20,rule safe-account: points 45 → 20");
    expect(rows.some((it) => it.includes(",affected,true,"))).toBe(true);
  });
});

test("what a spreadsheet would run is disarmed; numbers stay numbers", () => {
  expect(csv([["=1+1", " @x", "'=2", "-5", 'a"b', "规则"]])).toBe(`\uFEFF'=1+1,' @x,''=2,-5,"a""b",规则\r\n`);
});

describe("a matrix", () => {
  const matrix = { old: ["low", "gone", "high"], new: ["low", "high"], counts: [[0, 0], [0, 0], [0, 0]] };
  test("says which way a level goes, one that is gone from where it stood", () => {
    expect([way(matrix, 0, 0), way(matrix, 0, 1), way(matrix, 1, 0), way(matrix, 1, 1), way(matrix, 2, 0), way(matrix, 2, 1)]).toEqual(["stays", "up", "down", "stays", "down", "stays"]);
  });
});

describe("rows", () => {
  const NOW = edited(["points = 45", "points = 20"], ["from = 50", "from = 45"]);

  /** The whole at once, as Node has it. */
  async function whole() {
    const run = await Comparison.begin(FRAUD, NOW, AS_OF);
    run.add(ROWS);
    return run.result();
  }

  test("may be cut anywhere on their way to the worker", async () => {
    const comparer = new Comparer();
    const levels = await comparer.begin(FRAUD, NOW, AS_OF, {});
    expect(levels.now.map((it) => it.id)).toEqual(["low", "medium", "high", "critical"]);
    let read = 0;
    for (let from = 0; from < ROWS.length; from += 777) read = await comparer.read(new Blob([ROWS.subarray(from, from + 777)]));
    expect(read).toBe(200);
    expect(await comparer.end()).toEqual(await whole());
  });

  test("that moved are found by cell and by cause, and written as a table", async () => {
    const { moves, levels } = (await whole()).movement;
    expect(moves.length).toBeGreaterThan(0);
    const cell = { old: "medium", now: "high" };
    const [row, column] = [levels.old.indexOf(cell.old), levels.new.indexOf(cell.now)];
    expect(chosen(moves, cell, undefined)).toHaveLength(levels.counts[row]![column]!);
    const causes = mainCauses(moves);
    expect(causes.reduce((sum, [, many]) => sum + many, 0)).toBe(moves.length);
    const [first] = causes;
    expect(chosen(moves, undefined, first![0])).toHaveLength(first![1]);
    expect(movesTable(moves, en).trimEnd().split("\r\n")).toHaveLength(1 + moves.length);
  });

  test("are the incidents that they come to", async () => {
    const ruleset = await Ruleset.load(NOW);
    const moves: DifferenceMove[] = (await whole()).movement.moves;
    for (const { incident, new: now } of moves) expect(ruleset.assess(JSON.parse(incident!) as object, AS_OF)).toMatchObject({ score: now.score, level: now.level });
  });
});

test("a version with mistakes is named with its first mistake and its place", async () => {
  const found = await new Comparer().difference(FRAUD, edited(["when = 'says_safe_account", "when = 'says_safe_acount"]));
  expect(found).toMatchObject({ refusal: { which: "now", count: 1, first: { message: expect.stringContaining("says_safe_acount") } } });
  const { line, character } = (found as { refusal: Refusal }).refusal.first!.range.start;
  expect(FRAUD.split("\n")[line]!.slice(character)).toMatch(/^says_safe_account/);
});
