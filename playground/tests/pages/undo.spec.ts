// What was done is taken back, in whatever view it was done.

import { expect, goBehind, open, show, test } from "./page.js";

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
});

test("a rule and then a fact were changed: they are taken back in turn, and done again", async ({ page, words }) => {
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type(" # mine");
  await show(page, "试算", "Try");
  const amount = page.getByRole("textbox", { name: words.say("要求的金额", "Amount asked for") });
  await amount.fill("5000");
  await amount.press("Control+z");
  await expect(amount).toHaveValue("");
  await amount.press("Control+z");
  await show(page, "编写", "Write");
  await expect(page.locator(".cm-activeLine")).toHaveText('id = "safe-account"');
  await page.getByRole("button", { name: words.say("重做", "Redo") }).click();
  await expect(page.locator(".cm-activeLine")).toHaveText('id = "safe-account" # mine');
  await page.getByRole("button", { name: words.say("重做", "Redo") }).click();
  await show(page, "试算", "Try");
  await expect(amount).toHaveValue("5000");
  await expect(page.getByRole("button", { name: words.say("重做", "Redo") })).toBeDisabled();
});

test("a sample that was opened by mistake goes, and the work before it is there again", async ({ page, words }) => {
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type(" # mine");
  await page.getByRole("combobox", { name: words.say("示例", "Sample") }).selectOption("housing");
  await expect(page.locator(".cm-content")).not.toContainText("fraud");
  await expect(page.locator(".notice")).toContainText(words.say("撤销（↶）可以找回", "Undo (↶) brings back"));
  await page.getByRole("button", { name: words.say("撤销", "Undo") }).click();
  await goBehind(page, "# mine");
  await expect(page.locator(".cm-activeLine")).toContainText('id = "safe-account" # mine');
});

test("what is searched for is no step", async ({ page, words }) => {
  await show(page, "试算", "Try");
  const search = page.locator("#facts").getByRole("searchbox");
  await search.pressSequentially("amount");
  await search.press("Control+z");
  await expect(search).not.toHaveValue("amount");
  await expect(page.getByRole("button", { name: words.say("撤销", "Undo") })).toBeDisabled();
});
