// The page without a mouse: the keyboard is never lost, what is many is one stop, and what changes is told.

import type { Page } from "@playwright/test";
import { expect, goBehind, open, show, test } from "./page.js";

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
  await expect(page.locator(".standing")).toBeAttached();
});

const CASES = ["first-case", "second-case", "third-case"].map((name) => `{"name": "${name}", "asOf": "2026-03-02T10:30:00+08:00", "incident": {}, "expect": {"score": 0}}\n`).join("");

/** Shows the cases, three of a file of their own among them. */
async function cases(page: Page): Promise<void> {
  await page.locator("#tab-test").click();
  await page.locator(".case-files input").setInputFiles({ name: "small.jsonl", mimeType: "text/plain", buffer: Buffer.from(CASES) });
  await expect(row(page, "third-case")).toBeVisible();
}

const row = (page: Page, name: string) => page.locator(".case-list li.case", { hasText: name });

/** Presses a button as the keyboard does. */
async function press(page: Page, button: ReturnType<Page["locator"]>): Promise<void> {
  await button.focus();
  await page.keyboard.press("Enter");
}

test("who ends the lesson is at the views", async ({ page }) => {
  await press(page, page.locator(".lesson button").last());
  await expect(page.locator(".lesson")).toBeHidden();
  await expect(page.locator("#tab-try")).toBeFocused();
});

test("who takes the last step back is still at the button", async ({ page, words }) => {
  await show(page, "试算", "Try");
  await page.getByRole("textbox", { name: words.say("要求的金额", "Amount asked for") }).fill("5000");
  const undo = page.getByRole("button", { name: words.say("撤销", "Undo") });
  await press(page, undo);
  await expect(undo).toBeDisabled();
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(undo).toBeFocused();
});

test("a record that is added is filled in at once, and one that is removed leaves the next, then what adds another", async ({ page, words }) => {
  await show(page, "试算", "Try");
  const records = page.locator("#facts .records").first();
  const add = records.getByRole("button", { name: words.say("添加一项", "Add one") });
  await press(page, add);
  await expect(records.locator(".item").first().locator(".control").locator("input, select, textarea, button").first()).toBeFocused();
  await press(page, add);
  await expect(records.locator(".item").nth(1).locator(".control").locator("input, select, textarea, button").first()).toBeFocused();
  await press(page, records.locator(".remove").first());
  await expect(records.locator(".item")).toHaveCount(1);
  await expect(records.locator(".remove")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(records.locator(".item")).toHaveCount(0);
  await expect(add).toBeFocused();
});

test("who opens a case is at its result", async ({ page }) => {
  await cases(page);
  await press(page, row(page, "second-case").getByRole("button").first());
  await expect(page.locator("#standing")).toBeFocused();
});

test("a case that is removed leaves the next one, and one that is not renamed after all stays", async ({ page, words }) => {
  await cases(page);
  await press(page, row(page, "second-case").getByRole("button", { name: words.say("删除", "Remove") }));
  await expect(row(page, "second-case")).toHaveCount(0);
  await expect(row(page, "third-case").getByRole("button").first()).toBeFocused();
  const rename = row(page, "first-case").getByRole("button", { name: words.say("改名", "Rename") });
  await press(page, rename);
  await page.keyboard.press("Escape");
  await expect(rename).toBeFocused();
  await press(page, rename);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("another name");
  await page.keyboard.press("Enter");
  await expect(page.locator(".case-list")).toContainText("another name");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("li")?.textContent)).toContain("another name");
});

test("a cell of the table that is set by Enter keeps the keyboard, and the text behind it has none", async ({ page, words }) => {
  await show(page, "编写", "Write");
  await press(page, page.getByRole("button", { name: words.say("表格", "Table") }));
  const points = page.getByRole("textbox", { name: words.say("safe-account 分值", "safe-account Points") });
  await points.fill("46");
  await points.press("Enter");
  await expect(page.locator(".cm-content")).toContainText("points = 46");
  await expect(points).toHaveValue("46");
  await expect(points).toBeFocused();
  await page.getByRole("searchbox", { name: words.say("查找", "Find") }).focus();
  for (let back = 0; back < 3; back += 1) {
    await page.keyboard.press("Shift+Tab");
    await expect(page.locator(".cm-content")).not.toBeFocused();
  }
  await press(page, page.getByRole("button", { name: words.say("表格", "Table") }));
  await page.locator(".cm-content").focus();
  await expect(page.locator(".cm-content")).toBeFocused();
});

test("arrow keys, Home and End move among the views, which are one stop", async ({ page, words }) => {
  await page.locator("#tab-try").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("#tab-test")).toBeFocused();
  await expect(page.locator("#tab-test")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect(page.locator("#tab-compare")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(page.locator(words.narrow ? "#tab-write" : "#tab-try")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("#tab-compare")).toBeFocused();
  await expect(page.locator(".tabs [role=tab][tabindex='0']")).toHaveCount(1);
});

test("the first stop of the page leads to the result", async ({ page, words }) => {
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: words.say("到结果", "To the result"), exact: true });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#standing")).toBeFocused();
});

test("the outline is one stop, in which arrow keys, Home and End move", async ({ page, words }) => {
  test.skip(words.narrow, "a phone has no room for it");
  const outline = page.locator(".outline");
  await outline.getByRole("searchbox").focus();
  await page.keyboard.press("Tab");
  await expect(outline.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(outline.getByRole("button").nth(1)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(outline.locator("button:focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(outline.getByRole("button").nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(outline.getByRole("button").last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(outline.getByRole("button").first()).toBeFocused();
});

test("what is wrong is counted in a line that is there all the time", async ({ page, words }) => {
  await show(page, "编写", "Write");
  const line = page.locator(".problems [role=status]");
  await expect(line).toContainText(words.say("没有问题", "No problems"));
  const before = await line.elementHandle();
  await goBehind(page, "when = 'says_safe_account");
  await page.keyboard.type("x");
  await expect(line).toHaveText(words.say("✕ 1 处错误", "✕ 1 error"));
  expect(await line.evaluate((it, other) => it === other, before)).toBe(true);
  await show(page, "试算", "Try");
  await expect(page.locator(".head > p[role=status]")).toContainText(words.say("规则集有错误", "The ruleset has mistakes"));
});

test("a name is asked about where there is none, and the page says so until the cursor moves", async ({ page, words }) => {
  await show(page, "编写", "Write");
  await goBehind(page, "# ");
  const told = page.locator(".tools [role=status]");
  for (const key of ["F2", "F12"]) {
    await page.keyboard.press(key);
    await expect(told).toHaveText(words.say("光标处没有可以改名或有定义的名称。", "The cursor is at no name that is defined here."));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await expect(told).toBeEmpty();
  }
});

test.describe("a slow network", () => {
  test.use({ serviceWorkers: "block" });

  test("the comparison does not ask for a version that is on its way", async ({ page, words }) => {
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route(/assets\/housing-.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    const status = page.locator(".status");
    await page.locator("#tab-compare").click();
    await page.locator(".version select").first().selectOption("shipped:housing");
    await expect(status).toContainText(words.say("正在载入", "Loading"));
    await expect(status).not.toContainText(words.say("先给出", "Give the text"));
    go();
    await expect(status).toContainText(words.say("处变化", "Changes"));
  });
});
