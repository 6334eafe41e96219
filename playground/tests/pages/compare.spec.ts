// Comparing: what has changed, and what that does to reports.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Comparison, type Compared } from "shao-rules";
import { expect, goBehind, open, picture, readable, show, test } from "./page.js";

const FRAUD = readFileSync("../rulesets/fraud/fraud.toml", "utf8");
const ROWS = readFileSync("../rulesets/fraud/examples/incidents.jsonl", "utf8");
/** The instant that the page assesses at. */
const AS_OF = { asOf: "2026-03-02T10:30:00+08:00" };
/** With two rules, two thresholds, a title and the version changed. */
const NOW = (
  [
    ["points = 45", "points = 20"],
    [/(?<=id = "service-refund"[^[]*points = )28/, "2"],
    ["from = 50", "from = 45"],
    ["from = 75", "from = 85"],
    ['zh = "高"', 'zh = "很高"'],
    ['version = "1.1.0"', 'version = "1.2.0"'],
  ] as const
).reduce((text, [from, to]) => text.replace(from, to), FRAUD);

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
});

/** Opens another text in the editor. */
async function openText(page: Page, text: string): Promise<void> {
  await page.locator("header input[type=file]").setInputFiles({ name: "fraud.toml", mimeType: "text/plain", buffer: Buffer.from(text) });
}

/** Gives the old or the new version as a pasted text. */
async function paste(page: Page, which: "old" | "now", text: string): Promise<void> {
  const version = page.locator(".version").nth(which === "old" ? 0 : 1);
  await version.getByRole("combobox").selectOption("pasted");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((it) => navigator.clipboard.writeText(it), text);
  await version.getByRole("textbox").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
}

/** Shows what comes of lines of JSON. */
async function load(page: Page, lines: string | Buffer): Promise<void> {
  await page.locator("#compare-movement").click();
  await page.locator(".movement input[type=file]").setInputFiles({ name: "reports.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(lines) });
}

/** What the engine says in Node. */
async function compared(lines: string): Promise<Compared> {
  const run = await Comparison.begin(FRAUD, NOW, AS_OF);
  run.add(lines);
  return run.result();
}

test("a threshold that is changed in the editor is named with its old and its new value, and a click leads there", async ({ page, words }) => {
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await goBehind(page, "points = 45");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("9");
  await show(page, "对比", "Compare");
  const change = page.locator(".change", { hasText: "safe-account" }).first();
  await expect(change).toContainText(words.say("规则 safe-account", "rule safe-account"));
  await expect(change.locator("td.was")).toHaveText("45");
  await expect(change.locator("td.is")).toHaveText("49");
  await expect(page.locator(".compare-head .counts")).toContainText(words.say("1 处变化", "Changes: 1"));
  await picture(page, "one-change");
  await change.getByRole("button", { name: "safe-account" }).click();
  await expect(page.locator(".cm-activeLine")).toHaveText('id = "safe-account"');
});

test("a comment is no difference, and that is said", async ({ page, words }) => {
  await show(page, "对比", "Compare");
  await expect(page.locator(".same")).toContainText(words.say("一模一样", "both texts are the same"));
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type(" # mine");
  await show(page, "对比", "Compare");
  await expect(page.locator(".same")).toContainText(words.say("只有空格、注释或顺序不同", "only spaces, comments or order differ"));
  await expect(page.locator(".change")).toHaveCount(0);
});

test("any two versions are compared: pasted, from a file, shipped, as opened, and the other way round", async ({ page, words }) => {
  await show(page, "对比", "Compare");
  await paste(page, "now", NOW);
  const rule = page.locator(".change", { hasText: "safe-account" }).first();
  await expect(rule.locator("td.is")).toHaveText("20");
  await page.getByRole("button", { name: words.say("新旧互换", "Swap old and new") }).click();
  await expect(rule.locator("td.is")).toHaveText("45");
  const [old, now] = [page.locator(".version").nth(0), page.locator(".version").nth(1)];
  await old.getByRole("combobox").selectOption("file");
  await expect(page.locator(".status")).toContainText(words.say("先给出旧版本", "Give the text of the Old version"));
  await old.locator("input[type=file]").setInputFiles({ name: "mine.toml", mimeType: "text/plain", buffer: Buffer.from(FRAUD.replace("points = 45", "points = 33")) });
  await expect(old).toContainText("mine.toml");
  await expect(rule.locator("td.was")).toHaveText("33");
  await now.getByRole("combobox").selectOption("shipped:housing");
  await expect(page.locator(".change").first()).toContainText("housing");
  await expect(page.locator(".change")).toHaveCount(150);
  await page.getByRole("button", { name: /再显示|^Show \d+ more/ }).click();
  await expect.poll(() => page.locator(".change").count()).toBeGreaterThan(150);
  await old.getByRole("combobox").selectOption("opened");
  await now.getByRole("combobox").selectOption("open");
  await expect(page.locator(".same")).toBeVisible();
});

test("only what can change results is shown on demand, and the difference is saved", async ({ page, words }) => {
  await openText(page, NOW);
  await show(page, "对比", "Compare");
  await expect(page.locator(".change")).toHaveCount(5);
  await page.getByRole("radio", { name: words.say("可能改变评估", "Can change results") }).check({ force: true });
  await expect(page.locator(".change")).toHaveCount(4);
  await page.getByRole("radio", { name: words.say("不改变评估", "Cannot") }).check({ force: true });
  await expect(page.locator(".change")).toHaveCount(1);
  await expect(page.locator(".change")).toContainText("1.2.0");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: words.say("存为文本", "Save as text") }).click();
  const lines = readFileSync(await (await saved).path(), "utf8");
  expect(lines).toContain(words.say("* 规则 safe-account：分值 45 → 20", "* rule safe-account: points 45 → 20"));
});

test("a version with mistakes is told with its first mistake and its place", async ({ page, words }) => {
  await show(page, "对比", "Compare");
  await paste(page, "old", FRAUD.replace("when = 'says_safe_account", "when = 'says_safe_acount"));
  const status = page.locator(".status .bad");
  const line = FRAUD.slice(0, FRAUD.indexOf("when = 'says_safe_account")).split("\n").length;
  await expect(status).toContainText(words.say("旧版本有 1 处错误", "The Old version has mistakes: 1"));
  await expect(status).toContainText(words.say(`第${line}行第9列`, `Line ${line}, column 9`));
  await expect(status).toContainText("says_safe_acount");
  await paste(page, "old", FRAUD);
  await expect(page.locator(".same")).toBeVisible();
});

test("reports go from level to level as the engine says, and one that moved names what moved it and is tried", async ({ page, words }) => {
  const { movement, leftOut } = await compared(ROWS);
  await openText(page, NOW);
  await show(page, "对比", "Compare");
  await load(page, ROWS);
  const table = page.locator(".matrix table");
  await expect(table).toBeVisible();
  const cells = await table.locator("tbody tr").evaluateAll((all) => all.slice(0, -1).map((row) => [...row.querySelectorAll("td")].slice(0, -1).map((cell) => Number(/\d+/.exec(cell.textContent ?? "")?.[0] ?? 0))));
  expect(cells).toEqual(movement.levels.counts);
  await expect(table.locator("th[scope=col]").nth(2)).toHaveText(words.say("很高", "High"));
  await expect(page.locator(".move")).toHaveCount(movement.moved);
  const move = movement.moves.find((it) => it.causes[0]!.id === "service-refund")!;
  const item = page.locator(".move", { has: page.getByRole("button", { name: String(move.key), exact: true }) });
  await expect(item.locator(".causes li").first()).toContainText(words.say("规则 service-refund：分值 28 → 2；若无此变化：28分，中", "rule service-refund: points 28 → 2; without it: 28, Medium"));
  await expect(page.locator(".left-out")).toContainText(String(leftOut.count));
  await page.locator(".left-out summary").click();
  await expect(page.locator(".left-out tbody tr")).toHaveCount(leftOut.count);
  await picture(page, "moved");
  await readable(page);
  await item.getByRole("button", { name: String(move.key) }).click();
  await page.locator("#facts-json").click();
  await expect(page.getByRole("textbox", { name: "JSON" })).toHaveValue(new RegExp(`"id": "${String(move.key)}"`));
  await expect(page.locator(".score .number strong")).toHaveText(String(move.new.score));
});

test("a cell of the matrix shows its reports, and so does what is responsible", async ({ page, words }) => {
  const { movement } = await compared(ROWS);
  const ways = movement.levels.counts.flatMap((row, from) => row.flatMap((many, to) => (many > 0 && from !== to ? [many] : [])));
  expect(ways.length, "more ways than one").toBeGreaterThan(1);
  await openText(page, NOW);
  await show(page, "对比", "Compare");
  await load(page, ROWS);
  const cell = page.locator(".matrix td button").first();
  await cell.click();
  await expect(cell).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".move")).toHaveCount(ways[0]!);
  await page.getByRole("button", { name: words.say("显示全部", "Show all") }).click();
  await expect(page.locator(".move")).toHaveCount(movement.moved);
  const [id, of] = (await page.getByRole("combobox", { name: words.say("由什么引起", "Responsible") }).locator("option").nth(1).textContent())!.split(" ");
  await page.getByRole("combobox", { name: words.say("由什么引起", "Responsible") }).selectOption(id!);
  await expect(page.locator(".move")).toHaveCount(Number(/\d+/.exec(of!)![0]));
});

test("the example reports are a click away, and follow the text", async ({ page, words }) => {
  await show(page, "对比", "Compare");
  await page.locator("#compare-movement").click();
  await expect(page.locator(".invitation")).toContainText(words.say("回测", "Backtest"));
  await readable(page);
  await page.getByRole("button", { name: words.say("用示例报告", "Use the example reports") }).click();
  await expect(page.locator(".movement .counts")).toContainText(words.say("没有一份的级别改变", "none has another level"));
  await paste(page, "now", NOW);
  await expect(page.locator(".movement .counts")).toContainText(String((await compared(ROWS)).movement.moved));
});

test("many reports wait until they are asked for, tell how far they are, and are stopped", async ({ page, words }) => {
  await openText(page, NOW);
  await show(page, "对比", "Compare");
  await load(page, ROWS.repeat(100));
  const run = page.getByRole("button", { name: words.say("用两个版本评这些报告", "Assess the reports by both") });
  await run.click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: words.say("停止", "Stop") }).click();
  await expect(page.getByRole("progressbar")).toBeHidden();
  await expect(page.locator(".matrix")).toHaveCount(0);
  await run.click();
  const { movement } = await compared(ROWS.repeat(100));
  await expect(page.locator(".movement .counts")).toContainText(movement.incidents.toLocaleString(words.say("zh", "en")));
  await paste(page, "old", NOW);
  await expect(page.locator(".outdated")).toBeVisible();
  await page.getByRole("button", { name: words.say("重新评估", "Assess again") }).click();
  await expect(page.locator(".movement .counts")).toContainText(words.say("没有一份的级别改变", "none has another level"));
});

test("nothing stands in the way of keyboard and screen reader, and nothing is wider than a narrow page", async ({ page, words }) => {
  await openText(page, NOW);
  await show(page, "对比", "Compare");
  await expect(page.locator(".change").first()).toBeVisible();
  await readable(page);
  if (words.narrow) await page.setViewportSize({ width: 360, height: 780 });
  const fits = (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.querySelector(".compare .panel")!.scrollWidth <= document.querySelector(".compare .panel")!.clientWidth);
  expect(await fits()).toBe(true);
  await picture(page, "differences");
  await load(page, ROWS);
  await expect(page.locator(".matrix table")).toBeVisible();
  expect(await fits()).toBe(true);
  await picture(page, "matrix");
});
