// The picture in the README: a rule was changed, and the cases that it moved. Kept as `playground/shao.jpg`:
// after a change of the page's look, copy `test-results/readme.jpg` there.

import { expect, goBehind, open, test } from "./page.js";

test.use({ locale: "en-GB" });

test("a rule is changed, and the page shows the cases that it moves", async ({ page, words }) => {
  test.skip(words.narrow, "the README shows a desk");
  await open(page);
  await page.getByRole("button", { name: "End the lesson" }).click();
  await page.locator("#tab-test").click();
  await goBehind(page, 'id = "safe-account"');
  await goBehind(page, "points = 45");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("0");
  await expect(page.locator("#view-test")).toContainText("was passed, now fails");
  await expect(page.getByRole("tab", { name: /Test, \d+ failing/ })).toBeVisible();
  await page.screenshot({ path: "test-results/readme.jpg", type: "jpeg", quality: 60 });
});
