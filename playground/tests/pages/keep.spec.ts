// What is kept, shared and opened; and the page without a network.

import { readFileSync, writeFileSync } from "node:fs";
import { expect, goBehind, open, picture, show, test } from "./page.js";

test.beforeEach(({ words }) => void words);

const SMALL = readFileSync("../rules-core/doc/smallest.toml", "utf8");

test("what was changed is there again after the page was closed", async ({ page }) => {
  await open(page);
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type(" # mine");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1")?.includes("# mine"))).toBe(true);
  await page.reload();
  await show(page, "编写", "Write");
  await goBehind(page, "# mine");
  await expect(page.locator(".cm-activeLine")).toContainText('id = "safe-account" # mine');
});

test("the sample that was open is the one that is chosen after the page was closed, and another can be chosen", async ({ page, words }) => {
  await open(page);
  const samples = page.getByRole("combobox", { name: words.say("示例", "Sample") });
  await samples.selectOption("housing");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1")?.includes("housing.toml"))).toBe(true);
  await page.reload();
  await expect(samples).toHaveValue("housing");
  await page.locator("input[type=file]").first().setInputFiles({ name: "small.toml", mimeType: "text/plain", buffer: Buffer.from(SMALL) });
  await expect(samples.locator("option:checked")).toHaveText("small.toml");
  await samples.selectOption("housing");
  await show(page, "编写", "Write");
  await expect(page.locator(".cm-content")).toContainText('id = "housing"');
});

test("a file is opened and saved", async ({ page, words }) => {
  await open(page);
  const opened = page.locator("input[type=file]").first();
  await opened.setInputFiles({ name: "small.toml", mimeType: "text/plain", buffer: Buffer.from(SMALL) });
  await show(page, "编写", "Write");
  await expect(page.locator(".cm-content")).toContainText('id = "smallest"');
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: words.say("保存", "Save"), exact: true }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("small.toml");
  expect(readFileSync(await file.path(), "utf8")).toBe(SMALL);
});

test("a file that is no ruleset says so and changes nothing", async ({ page, words }) => {
  await open(page);
  const input = page.locator("input[type=file]").first();
  await input.setInputFiles({ name: "gbk.toml", mimeType: "text/plain", buffer: Buffer.from([0xcf, 0xd5]) });
  await expect(page.getByRole("status").filter({ hasText: "UTF-8" })).toBeVisible();
  const huge = test.info().outputPath("huge.toml");
  writeFileSync(huge, Buffer.alloc(50 * 1024 * 1024, "a"));
  await input.setInputFiles(huge);
  await expect(page.locator(".notice")).toContainText(words.say("文件太大", "too large"));
  await show(page, "编写", "Write");
  await expect(page.locator(".cm-content")).toContainText("format = 1");
});

test("a link holds the ruleset, and opens it elsewhere", async ({ page, browser, words }) => {
  await open(page);
  await page.locator("input[type=file]").first().setInputFiles({ name: "small.toml", mimeType: "text/plain", buffer: Buffer.from(SMALL) });
  await page.getByRole("button", { name: words.say("分享链接", "Share link") }).click();
  await expect(page.locator(".notice")).toContainText(words.say("链接已复制", "The link is copied"));
  const { hash } = new URL(page.url());
  expect(hash).toMatch(/^#v1\./);
  const other = await (await browser.newContext()).newPage();
  await other.goto(page.url());
  await show(other, "编写", "Write");
  await expect(other.locator(".cm-content")).toContainText('id = "smallest"');
  expect(new URL(other.url()).hash, "what is changed from here on is not what the link holds").toBe("");
  await other.close();
});

test("who shares a link and opens it himself still has his cases", async ({ page, words }) => {
  await open(page);
  await show(page, "试算", "Try");
  await page.getByRole("button", { name: words.say("存为案例", "Save as a case") }).click();
  await page.getByRole("button", { name: words.say("看案例", "See cases") }).click();
  const passed = page.locator("#view-test .counts").first();
  await expect(passed).toContainText("198");
  await expect(page.locator(".case")).toHaveCount(1);
  await page.getByRole("button", { name: words.say("分享链接", "Share link") }).click();
  await expect(page.locator(".notice")).toContainText(words.say("案例文件不在里面", "The file of cases is not in it"));
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1")?.split("\\n").length)).toBeGreaterThan(180);
  await page.reload();
  await page.locator("#tab-test").click();
  await expect(passed).toContainText("198");
});

test("what is changed after a link was shared is there again after the page was closed", async ({ page, words }) => {
  await open(page);
  await page.getByRole("button", { name: words.say("分享链接", "Share link") }).click();
  await expect(page.locator(".notice")).toContainText(words.say("链接已复制", "The link is copied"));
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type(" # later");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1")?.includes("# later"))).toBe(true);
  await page.reload();
  await show(page, "编写", "Write");
  await goBehind(page, "# later");
  await expect(page.locator(".cm-activeLine")).toContainText('id = "safe-account" # later');
});

test("a link that is opened over one's own work can be taken back", async ({ page, browser, baseURL, words }) => {
  const other = await (await browser.newContext()).newPage();
  await other.goto(baseURL!);
  await expect(other.locator(".problems summary")).not.toHaveText(/^\s*$|正在载入|Loading/);
  await other.locator("input[type=file]").first().setInputFiles({ name: "small.toml", mimeType: "text/plain", buffer: Buffer.from(SMALL) });
  await other.getByRole("button", { name: /分享链接|Share link/ }).click();
  await expect(other.locator(".notice")).toBeVisible();
  const link = other.url();
  await other.close();
  await open(page);
  await show(page, "编写", "Write");
  await goBehind(page, 'id = "safe-account"');
  await page.keyboard.type(" # mine");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("shao.session.v1")?.includes("# mine"))).toBe(true);
  await page.goto("about:blank");
  await page.goto(link);
  await show(page, "编写", "Write");
  await expect(page.locator(".cm-content")).toContainText('id = "smallest"');
  await expect(page.locator(".notice")).toContainText(words.say("可以找回", "brings back what you had"));
  await page.getByRole("button", { name: words.say("撤销", "Undo") }).click();
  await goBehind(page, "# mine");
  await expect(page.locator(".cm-activeLine")).toContainText('id = "safe-account" # mine');
  await page.locator("#tab-test").click();
  await expect(page.locator("#view-test .counts").first()).toContainText("197");
});

test("a browser that does not let a link be copied has it in the address", async ({ page, words }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await open(page);
  await page.getByRole("button", { name: words.say("分享链接", "Share link") }).click();
  await expect(page.locator(".notice")).toContainText(words.say("链接在地址栏里", "The link is in the address bar"));
  expect(new URL(page.url()).hash).toMatch(/^#v1\./);
});

test("a broken link says so, and the page works", async ({ page, words }) => {
  await open(page, "#v1.broken");
  await expect(page.locator(".notice")).toContainText(words.say("已损坏", "damaged"));
  await picture(page, "broken-link");
});

test("a browser that keeps nothing is told of", async ({ page, words }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page);
  await expect(page.locator(".notice")).toContainText(words.say("没有空间", "no room"));
});

test("a browser that forbids to keep anything opens the page all the same, and says so", async ({ page, words }) => {
  await page.addInitScript(() => {
    const forbidden = { get: () => { throw new DOMException("denied", "SecurityError"); } };
    Object.defineProperty(window, "localStorage", forbidden);
    Object.defineProperty(navigator, "serviceWorker", { value: undefined });
  });
  await open(page);
  await expect(page.locator(".notice")).toContainText(words.say("不让保存", "keeps nothing"));
  await show(page, "试算", "Try");
  await expect(page.locator(".standing")).toBeVisible();
});

test("the page opens without a network once it was opened with one", async ({ page, context }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator(".problems")).toBeAttached();
  await show(page, "编写", "Write");
  await goBehind(page, "when = 'says_safe_account");
  await page.keyboard.type("x");
  await expect(page.locator(".problems")).toContainText("says_safe_accountx");
});

test.describe("without the copy for days without a network", () => {
  test.use({ serviceWorkers: "block" });

  test("a view that did not arrive says so, and is fetched once more", async ({ page, words }) => {
    words.broken.push(/ERR_FAILED/);
    await open(page);
    const views = "**/assets/Compare-*.js";
    await page.route(views, (route) => route.abort());
    await page.locator("#tab-compare").click();
    const told = page.getByRole("alert").filter({ hasText: words.say("没有取到", "did not arrive") });
    await expect(told).toBeVisible();
    await page.unroute(views);
    await told.getByRole("button").click();
    await expect(page.locator("#view-compare")).toContainText(words.say("没有差别", "No difference"));
  });
});
