// Trying: a report half filled in, and what the page says of it at every key.

import { readFileSync } from "node:fs";
import { expect, goBehind, open, picture, readable, show, test } from "./page.js";

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
  await show(page, "试算", "Try");
  await expect(page.locator(".standing")).toBeVisible();
});

/** Puts a report in the place of the one that is tried. */
async function report(page: import("@playwright/test").Page, json: string): Promise<void> {
  await page.locator("#facts-json").click();
  await page.getByRole("textbox", { name: "JSON" }).fill(json);
  await page.locator("#facts-form").click();
}

test("the result follows what is typed, and is never plainly low while more is possible", async ({ page, words }) => {
  await report(page, "{}");
  const standing = page.locator(".standing");
  await expect(standing).toContainText(words.say("低", "Low"));
  await expect(standing).toContainText(words.say("可能高到", "may be as high as"));
  await page.getByRole("textbox", { name: words.say("情况描述", "What happened") }).fill("对方要我把钱转到安全账户");
  await expect(standing).toContainText(words.say("高", "High"));
  await expect(page.locator("#results")).toContainText("safe-account");
  await expect(page.locator("#results mark, #results .mark").first()).toContainText("安全账户");
  await picture(page, "typed");
});

test("what is not asked, not known and given are told apart, in the form and in the JSON", async ({ page, words }) => {
  await report(page, '{"amount_asked": 5000}');
  const amount = page.getByRole("textbox", { name: words.say("要求的金额", "Amount asked for") });
  await expect(amount).toHaveValue("5000");
  const field = page.locator(".field", { has: amount });
  await field.getByRole("button", { name: words.say("不知道", "Not known") }).click();
  await page.locator("#facts-json").click();
  await expect(page.getByRole("textbox", { name: "JSON" })).toHaveValue(/"amount_asked": null/);
});

test("amounts and times are taken as people write them", async ({ page, words }) => {
  await report(page, "{}");
  const amount = page.getByRole("textbox", { name: words.say("要求的金额", "Amount asked for") });
  await amount.fill("1.5万");
  const reported = page.getByRole("textbox", { name: words.say("报告时间", "Reported at") });
  await reported.fill("2026年3月2日 10点半");
  await expect(reported).toHaveValue("2026年3月2日 10点半");
  await page.locator("#facts-json").click();
  const json = page.getByRole("textbox", { name: "JSON" });
  await expect(json).toHaveValue(/"amount_asked": 15000/);
  await expect(json).toHaveValue(/"reported_at": "2026-03-02T10:30:00\+08:00"/);
});

test("JSON that cannot be read says where, and the last report stays", async ({ page, words }) => {
  await page.locator("#facts-json").click();
  const json = page.getByRole("textbox", { name: "JSON" });
  const before = await page.locator(".standing").textContent();
  await json.fill('{"channel": "phone",\n oops}');
  await expect(page.locator("#json-said")).toContainText("2");
  expect(await page.locator(".standing").textContent()).toBe(before);
  await json.fill('{"amount_asked": "many"}');
  await page.locator("#facts-form").click();
  await expect(page.locator("#results")).toContainText(words.say("不能用的值", "Values that cannot be used"));
});

test("the next question is answered in its place", async ({ page, words }) => {
  await report(page, '{"channel": "phone"}');
  const question = page.locator("#results .question").first();
  await expect(question).toContainText(words.say("对方主要要求做什么", "What do they mainly ask for"));
  await question.getByRole("combobox").selectOption("transfer");
  await question.getByRole("button", { name: words.say("回答", "Answer") }).click();
  await expect(question).not.toContainText(words.say("对方主要要求做什么", "What do they mainly ask for"));
  await page.locator("#facts-json").click();
  await expect(page.getByRole("textbox", { name: "JSON" })).toHaveValue(/"demand": "transfer"/);
});

test("a hit lights its rule in the text, and the rule its hit", async ({ page, words }) => {
  test.skip(words.narrow, "a phone shows one of them at a time");
  await page.locator("#results .entry-name", { hasText: "authority-and-accusation" }).first().hover();
  await expect(page.locator(".cm-line.lit", { hasText: "authority-and-accusation" })).toBeVisible();
  await goBehind(page, 'id = "secrecy"');
  await expect(page.locator('#results [data-entry="secrecy"][data-pointed="true"]').first()).toBeVisible();
});

test("any rule tells why it did not fire", async ({ page, words }) => {
  await page.locator("#result-whyNot").click();
  await page.getByRole("searchbox", { name: words.say("筛选规则", "Filter rules") }).fill("refund");
  await expect(page.locator("#result-panel")).toContainText("service-refund");
  await picture(page, "why-not");
});

test("official and citizen read their own letters", async ({ page, words }) => {
  await page.locator("#result-letter").click();
  await page.getByRole("radio", { name: words.say("当事人", "citizen") }).or(page.getByRole("button", { name: words.say("当事人", "citizen") })).first().click();
  await expect(page.locator("#result-panel")).toContainText(words.say("由工作人员作出决定", "a member of staff decides"));
  await picture(page, "letter");
});

test("all three samples are tried without a mistake", async ({ page, words }) => {
  for (const sample of ["housing", "petition", "fraud"]) {
    await page.getByRole("combobox", { name: words.say("示例", "Sample") }).selectOption(sample);
    await expect(page.locator(".problems")).toContainText(words.say("没有问题", "No problems"));
    await expect(page.locator(".standing")).toBeVisible();
    await picture(page, sample);
  }
});

test("a rule whose script loops for ever is told of, and the page still answers", async ({ page, words }) => {
  const endless = `${readFileSync("../rules-core/doc/smallest.toml", "utf8")}
[script.forever]
params = { amount = "number" }
returns = "bool"
body = "loop { }"

[[rule]]
id = "never-done"
when = 'forever(amount)'
points = 5
reason = "Never done"
basis = "handbook"
`;
  await page.locator("input[type=file]").first().setInputFiles({ name: "endless.toml", mimeType: "text/plain", buffer: Buffer.from(endless) });
  await report(page, '{"amount": 5000}');
  const failed = page.locator("#results", { hasText: words.say("出错的规则", "Rules that failed") });
  await expect(failed).toContainText("never-done");
  await expect(failed).toContainText("R507");
  await expect(page.locator(".standing")).toContainText("High");
  await report(page, '{"amount": 5}');
  await expect(page.locator(".standing")).toContainText("Low");
  await expect(failed).toContainText("never-done");
  await picture(page, "endless");
});

test("nothing stands in the way of keyboard and screen reader", async ({ page }) => {
  await readable(page);
  for (const tab of ["result-whyNot", "result-letter", "facts-json"]) {
    await page.locator(`#${tab}`).click();
    await readable(page);
  }
});
