// What the tests of pages share: the page opened, the editor typed into, pictures taken, and what must hold of any page.

import { expect, type Page, test as base } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Words {
  /** A word of the page in the language that it is read in. */
  say(zh: string, en: string): string;
  /** Whether the page is as narrow as a phone. */
  narrow: boolean;
  /** What the test breaks on purpose: messages of errors that are no fault of the page. */
  broken: RegExp[];
}

/** A page that speaks to nobody else and throws nothing. */
export const test = base.extend<{ words: Words }>({
  words: async ({ page, locale, viewport, baseURL }, use) => {
    const strayed: string[] = [];
    const broken: string[] = [];
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== baseURL && !["data:", "blob:"].includes(protocol)) strayed.push(request.url());
    });
    page.on("pageerror", (error) => broken.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") broken.push(message.text());
    });
    const onPurpose: RegExp[] = [];
    await use({ say: (zh, en) => (locale?.startsWith("zh") ? zh : en), narrow: (viewport?.width ?? 0) < 900, broken: onPurpose });
    expect(strayed, "requests that left the page").toEqual([]);
    expect(broken.filter((it) => !onPurpose.some((pattern) => pattern.test(it))), "errors on the page").toEqual([]);
  },
});

/** Opens the page and waits until the engine has read the text. */
export async function open(page: Page, fragment = ""): Promise<void> {
  await page.goto(`/${fragment}`);
  await expect(page.locator(".problems summary")).not.toHaveText(/^\s*$|正在载入|Loading/);
}

/** Shows a view, which on a desk is there anyway. */
export async function show(page: Page, zh: string, en: string): Promise<void> {
  const tab = page.getByRole("tab", { name: new RegExp(`^(${zh}|${en})$`) });
  if (await tab.isVisible()) await tab.click();
}

/** Puts the cursor into the text right behind a part of it, which is searched for as an author would. */
export async function goBehind(page: Page, part: string): Promise<void> {
  const text = page.locator(".cm-content");
  await text.click({ position: { x: 60, y: 8 } });
  await page.keyboard.press("Control+f");
  const field = page.locator(".cm-search input[name=search]");
  await field.pressSequentially(part);
  await field.press("Enter");
  await field.press("Escape");
  await page.keyboard.press("ArrowRight");
}

/** Keeps a picture of the page beside the results. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
}

/** Nothing that axe finds stands in the way of a reader. */
export async function readable(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
    const { violations } = await axe.run();
    return violations.map((it) => `${it.id}: ${it.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`).join("\n")}`);
  });
  expect(found, "violations").toEqual([]);
}

export { expect } from "@playwright/test";
