// The lessons of the samples, done as a person who has never been here would do them.

import { expect, goBehind, open, picture, readable, show, test } from "./page.js";
import type { Page } from "@playwright/test";

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
});

const lesson = (page: Page) => page.locator(".lesson");

/** The step is done, and says so; on to the next one. */
async function next(page: Page): Promise<void> {
  await expect(lesson(page)).toContainText("✓");
  await lesson(page).getByRole("button", { name: /^(下一步|Next|结束课程|End the lesson)$/ }).first().click();
}

async function begin(page: Page, sample: string): Promise<void> {
  await page.getByRole("combobox", { name: /^(示例|Sample)$/ }).selectOption(sample);
  await page.getByRole("button", { name: /^(五分钟课程|Lesson)$/ }).click();
  await expect(lesson(page)).toContainText("1 / 5");
}

/** Shows where the step is done. */
async function lead(page: Page): Promise<void> {
  await lesson(page).getByRole("button", { name: /^(带我去|Show me)$/ }).click();
}

/** Types something in the place of a part of the text. */
async function change(page: Page, before: string, part: string, now: string): Promise<void> {
  await goBehind(page, before);
  await goBehind(page, part);
  for (const _ of part) await page.keyboard.press("Backspace");
  await page.keyboard.type(now);
}

test("who opens the page for the first time is led to a rule changed and a case moved", async ({ page, words }) => {
  await expect(lesson(page)).toContainText("1 / 5");
  await readable(page);
  await show(page, "试算", "Try");
  await lead(page);
  await expect(page.locator("#results .entry-name", { hasText: "safe-account" }).first()).toBeInViewport();
  await next(page);
  await lead(page);
  await change(page, 'id = "safe-account"', "points = 45", "points = 20");
  await next(page);
  await lead(page);
  await expect(page.locator("#view-test")).toContainText("✗");
  await picture(page, "a case moved");
  await next(page);
  const undo = page.getByRole("button", { name: words.say("撤销", "Undo") });
  while ((await undo.isEnabled()) && !(await lesson(page).textContent())?.includes("✓")) await undo.click();
  await next(page);
  await lead(page);
  await page.getByRole("button", { name: words.say("清空", "Clear all") }).click();
  const question = page.locator("#results .question").first();
  await question.getByRole("combobox").selectOption({ index: 1 });
  await question.getByRole("button", { name: words.say("回答", "Answer") }).click();
  await next(page);
  await expect(lesson(page)).toBeHidden();
});

test("the lesson on houses: a form, the table, a question, a rule that did not fire, a letter", async ({ page }) => {
  await begin(page, "housing");
  await lead(page);
  await page.locator(".field", { hasText: /层数|Storeys/ }).getByRole("textbox").first().fill("5");
  await next(page);
  await lead(page);
  await page.locator(".sheet").getByRole("searchbox").fill("storeys");
  const points = page.getByRole("textbox", { name: /^storeys 2 (分值|points)/i });
  await points.fill("6");
  await points.press("Tab");
  await next(page);
  await lead(page);
  const question = page.locator("#results .question").first();
  await question.getByRole("combobox").first().selectOption({ index: 1 });
  await question.getByRole("button", { name: /^(回答|Answer)$/ }).click();
  await next(page);
  for (const tab of ["whyNot", "letter"]) {
    await lead(page);
    await expect(page.locator(`#result-${tab}`)).toHaveAttribute("aria-selected", "true");
    await next(page);
  }
});

test("the lesson on matters that wait: terms, two versions, rows, a link", async ({ page, words }) => {
  await begin(page, "petition");
  await lead(page);
  await page.getByRole("textbox", { name: words.say("评估时间", "Assessed at") }).fill("2026-03-10T09:00:00+08:00");
  await next(page);
  await lead(page);
  await change(page, 'id = "answer"', "days = 60", "days = 90");
  await next(page);
  await lead(page);
  await expect(page.locator("#view-compare")).toContainText("answer");
  await next(page);
  await lead(page);
  await expect(page.locator("#view-backtest")).toBeVisible();
  await next(page);
  await page.getByRole("button", { name: words.say("分享链接", "Share link") }).click();
  await next(page);
});

test("a lesson is put away, and does not come back by itself", async ({ page, words }) => {
  await lesson(page).getByRole("button", { name: words.say("结束课程", "End the lesson") }).click();
  await expect(lesson(page)).toBeHidden();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1"))).not.toBeNull();
  await page.reload();
  await expect(page.locator(".problems")).toBeAttached();
  await expect(lesson(page)).toBeHidden();
});
