// Testing: an author changes a rule and sees which cases move, what no case exercises and what holds of all incidents.

import { readFileSync } from "node:fs";
import { expect, goBehind, open, picture, readable, show, test } from "./page.js";

type Page = import("@playwright/test").Page;

const SMALL = readFileSync("../rules-core/doc/smallest.toml", "utf8");
const CASES = `{"name": "a large amount", "asOf": "2026-03-02T10:30:00+08:00", "incident": {"amount": 5000}, "expect": {"score": 30, "hits": ["large-amount"]}}
{"name": "a small amount", "asOf": "2026-03-02T10:30:00+08:00", "incident": {"amount": 5}, "expect": {"score": 0}}
`;

/** A second rule, which no case makes fire, and a property that does not hold. */
const MORE = `
[[rule]]
id = "huge-amount"
when = 'amount >= 90000'
points = 20
reason = "\${amount} CNY is a huge amount"
basis = "handbook"

[[property]]
name = "nothing scores as much as 50"
always = 'true'
score_up_to = 49
`;

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
  await expect(page.locator(".standing")).toBeVisible();
});

/** The tab of this view, whose name tells how many cases fail. */
function tab(page: Page) {
  return page.locator("#tab-test");
}

async function look(page: Page): Promise<void> {
  await tab(page).click();
  await expect(page.locator(".counts")).toBeVisible();
}

/** Opens a ruleset and a file of its cases. */
async function openBoth(page: Page, text: string, lines: string): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles({ name: "small.toml", mimeType: "text/plain", buffer: Buffer.from(text) });
  await tab(page).click();
  await page.locator(".case-files input").setInputFiles({ name: "small.jsonl", mimeType: "text/plain", buffer: Buffer.from(lines) });
}

/** Goes behind a part of the text, takes some characters out, types others, and comes back to the cases. */
async function change(page: Page, behind: string, less: number, more: string): Promise<void> {
  await show(page, "编写", "Write");
  await goBehind(page, behind);
  for (let count = 0; count < less; count += 1) await page.keyboard.press("Backspace");
  await page.keyboard.type(more);
  await tab(page).click();
}

function row(page: Page, name: string) {
  return page.locator(".case", { hasText: name });
}

test("the cases of a sample are listed, all of them pass, and what is looked for is found", async ({ page, words }) => {
  await look(page);
  await expect(page.locator(".counts")).toContainText(words.say("通过 197 / 197", "197 of 197 pass"));
  await expect(page.locator(".case")).toHaveCount(100);
  await page.getByRole("button", { name: words.say("再显示 97 个", "Show 97 more") }).click();
  await expect(page.locator(".case")).toHaveCount(197);
  await page.getByRole("searchbox", { name: words.say("筛选案例", "Filter cases") }).fill("full-width");
  await expect(page.locator(".case")).toHaveCount(1);
  await page.getByRole("radio", { name: words.say("不通过", "Failed") }).check({ force: true });
  await expect(page.locator(".case")).toHaveCount(0);
  await picture(page, "cases");
});

test("a rule's points are changed, and a case moves: the tab counts it, the list begins with it and says the difference", async ({ page, words }) => {
  await look(page);
  await change(page, "points = 45", 1, "4");
  await expect(tab(page)).toHaveText(/· \d+ ✗/);
  await expect(tab(page)).toHaveAccessibleName(words.say("测试，10 个案例不通过", "Test, 10 failing"));
  await expect(page.locator(".counts")).toContainText(words.say("通过 187 / 197", "187 of 197 pass"));
  await expect(page.locator(".moves")).toContainText(words.say("10 个由通过变为不通过", "10 newly failing"));
  const first = page.locator(".case").first();
  await expect(first).toContainText(words.say("原来通过，现在不通过", "was passed, now fails"));
  await expect(first).toContainText(words.say("分数：应为 53，实为 52", "score: expected 53, found 52"));
  await picture(page, "moved");
  await readable(page);
  await change(page, "points = 44", 1, "5");
  await expect(page.locator(".counts")).toContainText(words.say("通过 197 / 197", "197 of 197 pass"));
  await expect(page.locator(".moves")).toContainText(words.say("没有案例变动", "No case has moved"));
  await expect(tab(page)).toHaveAccessibleName(words.say("测试", "Test"));
});

test("from a moment that the author chooses, only what moves after it is told", async ({ page, words }) => {
  await openBoth(page, SMALL, CASES);
  await change(page, "points = 30", 2, "31");
  await expect(row(page, "a large amount")).toHaveAttribute("data-moved", "fails");
  await page.getByRole("button", { name: words.say("从现在比起", "Compare from here on") }).click();
  await expect(row(page, "a large amount")).not.toHaveAttribute("data-moved");
  await change(page, "points = 31", 2, "32");
  await expect(row(page, "a large amount")).toContainText(words.say("原来 31 分", "was 31 points"));
});

test("a case is opened in Try with all that it is assessed with", async ({ page, words }) => {
  const own = `{"name": "own days", "asOf": "2026-07-01T08:00:00+08:00", "incident": {"amount": 4000}, "calendar": {"id": "office-2026", "years": [2026], "holidays": [], "workdays": []}, "expect": {"score": 30}}\n`;
  await openBoth(page, SMALL, CASES + own);
  await row(page, "own days").getByRole("button", { name: words.say("在试算里打开", "Open in Try") }).click();
  await expect(page.getByRole("textbox", { name: words.say("评估时间", "Assessed at") })).toHaveValue("2026-07-01T08:00:00+08:00");
  await expect(page.getByRole("combobox", { name: words.say("工作日", "Working days") })).toHaveValue("office-2026");
  await expect(page.locator(".standing")).toContainText("High");
  await page.locator("#facts-json").click();
  await expect(page.getByRole("textbox", { name: "JSON" })).toHaveValue(/"amount": 4000/);
  await picture(page, "opened");
});

test("a case in the text is found in the text", async ({ page, words }) => {
  await look(page);
  const name = "a shop owner, still on the line, is told to move his savings to a named account";
  await row(page, name).getByRole("button", { name: words.say("到文本", "Go to line") }).click();
  await expect(page.locator(".cm-activeLine")).toHaveText("[[case]]");
});

test("an incident is saved as a case in one click, passes, fails when a rule is changed, and can be taken back", async ({ page, words }) => {
  await openBoth(page, SMALL, CASES);
  await show(page, "试算", "Try");
  await page.locator("#facts-json").click();
  await page.getByRole("textbox", { name: "JSON" }).fill('{"amount": 7000}');
  await expect(page.locator(".standing")).toContainText("High");
  await page.getByRole("button", { name: words.say("存为案例", "Save as a case") }).click();
  const name = page.getByRole("textbox", { name: words.say("案例名称", "Name of the case") });
  await expect(name).toHaveValue("High 30: large-amount");
  await name.fill("seven thousand");
  await name.press("Enter");
  await picture(page, "saved");
  await page.getByRole("button", { name: words.say("看案例", "See cases") }).click();
  await expect(page.locator(".counts")).toContainText(words.say("通过 3 / 3", "3 of 3 pass"));
  await expect(row(page, "seven thousand")).toHaveAttribute("data-passed", "true");
  await change(page, "points = 30", 2, "35");
  await expect(row(page, "seven thousand")).toContainText(words.say("分数：应为 30，实为 35", "score: expected 30, found 35"));
  await expect(row(page, "seven thousand")).toContainText(words.say("原来通过，现在不通过", "was passed, now fails"));
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1")?.includes("seven thousand"))).toBe(true);
  await page.reload();
  await look(page);
  await expect(row(page, "seven thousand")).toHaveAttribute("data-passed", "false");
});

test("saving a case is taken back, a case is renamed and removed, and the file of cases is saved", async ({ page, words }) => {
  await openBoth(page, SMALL, CASES);
  await expect(page.locator(".counts")).toContainText(words.say("通过 2 / 2", "2 of 2 pass"));
  await show(page, "试算", "Try");
  await page.getByRole("button", { name: words.say("存为案例", "Save as a case") }).click();
  await page.locator(".save-case").getByRole("button", { name: words.say("撤销", "Undo") }).click();
  await expect(page.getByRole("button", { name: words.say("存为案例", "Save as a case") })).toBeVisible();
  await look(page);
  await expect(page.locator(".counts")).toContainText(words.say("通过 2 / 2", "2 of 2 pass"));
  await row(page, "a small amount").getByRole("button", { name: words.say("改名", "Rename") }).click();
  const name = page.getByRole("textbox", { name: words.say("案例的新名称", "New name of the case") });
  await expect(name).toBeFocused();
  await name.fill("five yuan");
  await name.press("Enter");
  await expect(row(page, "five yuan")).toBeVisible();
  await row(page, "a large amount").getByRole("button", { name: words.say("删除", "Remove") }).click();
  await expect(page.locator(".counts")).toContainText(words.say("通过 1 / 1", "1 of 1 pass"));
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: words.say("保存案例", "Save cases") }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("small.jsonl");
  expect(readFileSync(await file.path(), "utf8")).toBe(`${CASES.split("\n")[1]!.replace("a small amount", "five yuan")}\n`);
  await page.locator(".test-head").getByRole("button", { name: words.say("撤销", "Undo") }).click();
  await expect(row(page, "a large amount")).toBeVisible();
});

test("lines that are no cases say why, and a file that is no text changes nothing", async ({ page, words }) => {
  await openBoth(page, SMALL, `${CASES}oops\n{"name": "x", "asOf": "2026-03-02T10:30:00+08:00", "incident": {}, "expect": {"hits": ["larg-amount"]}}\n`);
  await expect(page.locator(".counts")).toContainText(words.say("通过 2 / 4", "2 of 4 pass"));
  const unusable = page.getByRole("region", { name: words.say("不能用的案例", "Cases that cannot be used") });
  await expect(unusable).toContainText("jsonl:3");
  await expect(unusable).toContainText("large-amount");
  await expect(tab(page)).toHaveAccessibleName(words.say("测试，2 个案例不通过", "Test, 2 failing"));
  await page.locator(".case-files input").setInputFiles({ name: "gbk.jsonl", mimeType: "text/plain", buffer: Buffer.from([0xcf, 0xd5]) });
  await expect(page.locator(".case-files").getByRole("alert")).toContainText("UTF-8");
  await expect(page.locator(".counts")).toContainText(words.say("通过 2 / 4", "2 of 4 pass"));
});

test("what no case exercises is listed, and marked in the margin at its line while the text is typed on", async ({ page, words }) => {
  await openBoth(page, SMALL + MORE, CASES);
  await expect(page.locator(".counts")).toContainText(words.say("处没有案例", "places without a case"));
  await page.locator("#test-coverage").click();
  const place = page.locator(".places li", { hasText: "huge-amount" }).first();
  await expect(place).toContainText(words.say("没有案例触发", "no case fires"));
  await picture(page, "coverage");
  await readable(page);
  await page.getByRole("button", { name: words.say("一直标在正文旁", "Keep the signs beside the text") }).click();
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "huge-amount"');
  await expectSign(page, 'id = "huge-amount"', "○");
  await expectSign(page, 'id = "large-amount"', "●");
  await expectSign(page, "when = 'amount >= 90000'", "◐");
  await picture(page, "margin");
  // A mistake keeps the results as they are: the sign moves with its line all the same.
  await goBehind(page, 'title = "Amount"');
  await page.keyboard.type("\noops\n\n");
  await expect(page.locator(".problems")).toContainText("✕");
  await expectSign(page, 'id = "huge-amount"', "○");
  await tab(page).click();
  await page.locator("#test-coverage").click();
  await page.getByRole("button", { name: words.say("一直标在正文旁", "Keep the signs beside the text") }).click();
  await show(page, "试算", "Try");
  await expect(page.locator(".reach")).toHaveCount(0);
});

/** The sign in the margin stands at the height of its line. */
async function expectSign(page: Page, line: string, sign: string): Promise<void> {
  const signs = page.locator(".reach", { hasText: sign });
  await expect(async () => {
    const top = (await page.locator(".cm-line", { hasText: line }).boundingBox())!.y;
    const tops = await Promise.all((await signs.all()).map(async (it) => (await it.boundingBox())!.y));
    expect(tops.some((it) => it >= top - 2 && it < top + 12), `${sign} at ${top}, not ${tops}`).toBe(true);
  }).toPass();
}

test("a property that does not hold shows an incident, which Try gives the score that is forbidden", async ({ page, words }) => {
  await openBoth(page, SMALL + MORE, CASES);
  await page.locator("#test-properties").click();
  const broken = page.locator('.case[data-verdict="fails"]');
  await expect(broken).toContainText("nothing scores as much as 50");
  await expect(broken).toContainText(words.say("反例：50 分", "Counterexample: 50 points"));
  await expect(page.locator(".counts")).toContainText(words.say("1 不成立", "1 failing"));
  await picture(page, "properties");
  await readable(page);
  await broken.getByRole("button", { name: words.say("在试算里打开", "Open in Try") }).click();
  await expect(page.locator(".score strong")).toHaveText("50");
  await expect(page.getByRole("combobox", { name: words.say("工作日", "Working days") })).toHaveValue("weekdays");
  await look(page);
  await page.locator("#test-properties").click();
  await broken.getByRole("button", { name: words.say("到文本", "Go to line") }).click();
  await expect(page.locator(".cm-activeLine")).toHaveText("[[property]]");
  await change(page, "score_up_to = 49", 2, "50");
  await page.locator("#test-properties").click();
  await expect(page.locator('.case[data-verdict="holds"]')).toContainText("nothing scores as much as 50");
});

/** A ruleset whose proofs take minutes: each of many rules asks a script that never ends. */
const ENDLESS = `${SMALL}
[script.forever]
params = { amount = "number" }
returns = "bool"
body = "loop { }"
${Array.from({ length: 60 }, (_, at) => `
[[rule]]
id = "never-${at}"
when = 'forever(amount + ${at})'
points = 1
reason = "Never"
basis = "handbook"
`).join("")}
[[property]]
name = "nothing scores more than 99"
always = 'true'
score_up_to = 99
`;

test("a proof that takes long is stopped by a click, or by another text; cases and page go on meanwhile", async ({ page, words }) => {
  await openBoth(page, ENDLESS, CASES);
  await page.locator("#test-properties").click();
  const stop = page.getByRole("button", { name: words.say("停止", "Stop") });
  await stop.click();
  await expect(page.locator("#test-panel")).toContainText(words.say("证明已停止", "The proof was stopped"));
  await page.getByRole("button", { name: words.say("再证明", "Prove again") }).click();
  await expect(stop).toBeVisible();
  await change(page, "points = 30", 2, "31");
  await expect(tab(page)).toHaveAccessibleName(words.say("测试，1 个案例不通过", "Test, 1 failing"));
  await expect(stop).toBeVisible();
  await change(page, "loop { }", 8, "amount > 1000000.0");
  await page.locator("#test-properties").click();
  await expect(page.locator(".case[data-verdict]")).toContainText("nothing scores more than 99");
  await expect(stop).toBeHidden();
});

test("a ruleset with mistakes says so and keeps the last results, as old ones", async ({ page, words }) => {
  await openBoth(page, SMALL, CASES);
  await expect(page.locator(".counts")).toContainText(words.say("通过 2 / 2", "2 of 2 pass"));
  await change(page, "amount >= 3000", 0, " &&");
  await expect(page.locator(".test-head")).toContainText(words.say("规则集有错误", "The ruleset has mistakes"));
  await expect(page.locator(".counts")).toContainText(words.say("旧结果", "old results"));
  await expect(page.locator(".counts")).toContainText(words.say("通过 2 / 2", "2 of 2 pass"));
  await picture(page, "old");
  await readable(page);
  await change(page, "amount >= 3000 &&", 3, "");
  await expect(page.locator(".counts")).not.toContainText(words.say("旧结果", "old results"));
});

test("another sample brings its own cases, and what was done is taken back with all cases", async ({ page, words }) => {
  await look(page);
  await page.getByRole("combobox", { name: words.say("示例", "Sample") }).selectOption("housing");
  await expect(page.locator(".counts")).toContainText(words.say("通过 149 / 149", "149 of 149 pass"));
  await page.locator(".case").first().getByRole("button", { name: words.say("在试算里打开", "Open in Try") }).click();
  await page.getByRole("button", { name: words.say("存为案例", "Save as a case") }).click();
  await expect(page.locator(".save-case input")).toBeVisible();
  const undo = page.locator(".steps button").first();
  await undo.click();
  await expect(page.getByRole("button", { name: words.say("存为案例", "Save as a case") })).toBeVisible();
  await look(page);
  await expect(page.locator(".counts")).toContainText(words.say("通过 149 / 149", "149 of 149 pass"));
  await undo.click();
  await undo.click();
  await look(page);
  await expect(page.locator(".counts")).toContainText(words.say("通过 197 / 197", "197 of 197 pass"));
});

test("nothing stands in the way of keyboard and screen reader, and the page is no wider than a phone", async ({ page, words }) => {
  await look(page);
  for (const part of ["test-cases", "test-properties", "test-coverage"]) {
    await page.locator(`#${part}`).click();
    await readable(page);
  }
  if (words.narrow) await page.setViewportSize({ width: 360, height: 740 });
  for (const part of ["test-cases", "test-properties", "test-coverage"]) {
    await page.locator(`#${part}`).click();
    const wider = await page.evaluate(() => ["html", ".test", "#test-panel"].filter((it) => {
      const { scrollWidth, clientWidth } = document.querySelector(it)!;
      return scrollWidth > clientWidth;
    }));
    expect(wider, part).toEqual([]);
  }
});
