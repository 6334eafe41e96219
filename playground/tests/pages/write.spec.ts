// Writing: what an author sees in the text while he changes a rule.

import { expect, goBehind, open, picture, readable, show, test } from "./page.js";

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
  await show(page, "编写", "Write");
});

test("a slip is underlined where it stands, and a click mends it", async ({ page, words }) => {
  await goBehind(page, "when = 'says_safe_account");
  await page.keyboard.type("x");
  await expect(page.locator(".cm-lintRange-error")).toHaveText("says_safe_accountx");
  await expect(page.locator(".problems")).toContainText(words.say("未知的名称：nothing is named `says_safe_accountx`", "✕ nothing is named `says_safe_accountx`"));
  await picture(page, "slip");
  await page.locator(".cm-lintRange-error").hover();
  await page.locator(".cm-diagnosticAction").first().click();
  await expect(page.locator(".problems")).toContainText(words.say("没有问题", "No problems"));
});

test("what may be written is offered with its type and title, and is put in by Enter or a click", async ({ page, words }) => {
  await goBehind(page, "when = 'says_safe_account");
  await page.keyboard.type(" && chan");
  const offer = page.locator(".cm-tooltip-autocomplete li").first();
  await expect(offer).toContainText("channel");
  await expect(offer).toContainText("enum");
  await expect(page.locator(".cm-completionInfo")).toContainText(words.say("联系渠道", "Channel"));
  await picture(page, "offers");
  await page.keyboard.press("Enter");
  await page.keyboard.type(' == "ph');
  await page.locator(".cm-tooltip-autocomplete li", { hasText: words.say("可选值", "value") }).first().click();
  await expect(page.locator(".cm-content")).toContainText('says_safe_account && channel == "phone"');
  await expect(page.locator(".problems")).toContainText(words.say("没有问题", "No problems"));
});

test("the thing under the pointer is told with its question and unit", async ({ page, words }) => {
  test.skip(words.narrow, "a phone has no pointer");
  await goBehind(page, "[field.amount_asked]");
  await page.locator(".cm-line", { hasText: "[field.amount_asked]" }).hover({ position: { x: 80, y: 10 } });
  await expect(page.locator(".card")).toContainText("CNY");
  await expect(page.locator(".card")).toContainText(words.say("？", "?"));
});

test("a name leads to its definition and is changed everywhere", async ({ page }) => {
  await goBehind(page, "when = 'says_safe_account");
  await page.keyboard.press("F12");
  await expect(page.locator(".cm-activeLine")).toContainText("says_safe_account =");
  await page.keyboard.press("F2");
  const form = page.locator(".rename");
  await expect(form.locator("input")).toHaveValue("says_safe_account");
  await form.locator("input").fill("Safe");
  await page.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toContainText("cannot be the name");
  await form.locator("input").fill("names_safe_account");
  await picture(page, "rename");
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await expect(page.locator(".cm-activeLine")).toContainText("names_safe_account =");
  await expect(page.locator(".problems")).not.toContainText("✕");
});

test("an untidy text is made tidy, and one step takes it back", async ({ page, words }) => {
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type("   ");
  await page.keyboard.press("Home");
  await page.keyboard.type("    ");
  await page.getByRole("button", { name: words.say("整理格式", "Tidy") }).click();
  await expect(page.locator(".cm-activeLine")).toHaveText('id = "safe-account"');
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  await expect(page.locator(".cm-activeLine")).toHaveText('    id = "safe-account"   ');
});

test("points are changed in the table as in a spreadsheet, and undone in the text", async ({ page, words }) => {
  await page.getByRole("button", { name: words.say("表格", "Table") }).click();
  await page.getByRole("searchbox", { name: words.say("查找", "Find") }).fill("safe-account");
  const points = page.getByRole("textbox", { name: words.say("safe-account 分值", "safe-account Points") });
  await expect(points).toHaveValue("45");
  await points.fill("lots");
  await points.press("Tab");
  await expect(page.getByRole("alert")).toContainText("nothing is named `lots`");
  await points.fill("46");
  await points.press("Tab");
  await expect(page.getByRole("alert")).toBeHidden();
  await picture(page, "table");
  await readable(page);
  await page.getByRole("button", { name: words.say("表格", "Table") }).click();
  await goBehind(page, 'points = 46');
  await page.getByRole("button", { name: words.say("撤销", "Undo") }).click();
  await page.getByRole("button", { name: words.say("表格", "Table") }).click();
  await expect(points).toHaveValue("45");
});

test("the outline finds a rule and shows it", async ({ page, words }) => {
  test.skip(words.narrow, "a phone has no room for it");
  const outline = page.getByRole("navigation", { name: words.say("目录", "Outline") });
  await outline.getByRole("searchbox").fill("refund");
  await outline.getByRole("button", { name: "service-refund" }).click();
  await expect(page.locator(".cm-activeLine")).toHaveText("[[rule]]");
  await expect(page.locator(".lit").first()).toBeVisible();
});

test("nothing stands in the way of keyboard and screen reader", async ({ page }) => {
  await readable(page);
  await picture(page, "write");
});
