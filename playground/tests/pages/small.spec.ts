// Phones, phones that are turned, and windows that are low or narrow: what is measured there.

import type { Page } from "@playwright/test";
import { expect, open, test } from "./page.js";

/** A view, which a phone shows in place of the text. */
async function look(page: Page, width: number, height: number, tab: string): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.locator(`#tab-${tab}`).click();
}

async function choose(page: Page, sample: string): Promise<void> {
  await page.locator(".samples select").selectOption(sample);
  await expect(page.locator(".lesson")).toHaveCount(0);
  await expect(page.locator(".standing")).toBeVisible();
}

/** What scrolls up and down between an element and the page, itself apart. */
function scrollers(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).first().evaluate((from) => {
    const found: string[] = [];
    for (let it = from.parentElement; it; it = it.parentElement) {
      const scrolls = it === document.documentElement || /auto|scroll/.test(getComputedStyle(it).overflowY);
      if (scrolls && it.scrollHeight > it.clientHeight + 1) found.push(it.className || it.localName);
    }
    return found;
  });
}

/** How much wider than itself what an element holds is. */
function sideways(page: Page, selector: string): Promise<number> {
  return page.locator(selector).first().evaluate((it) => it.scrollWidth - it.clientWidth);
}

/** How high what stays at the top is. */
async function pinned(page: Page): Promise<number> {
  return (await page.locator(".pinned").boundingBox())!.height;
}

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
});

for (const [width, height] of [[844, 390], [740, 360], [680, 430], [1360, 600], [390, 844], [360, 740]] as const) {
  test(`at ${width} by ${height} facts and result are read in one scroller, and most of it is theirs`, async ({ page }) => {
    await look(page, width, height, "try");
    await expect(page.locator(".field").first()).toBeAttached();
    expect(await scrollers(page, ".field")).toHaveLength(1);
    expect(await scrollers(page, ".result")).toEqual(await scrollers(page, ".field"));
    await page.locator(".field").last().scrollIntoViewIfNeeded();
    expect(await pinned(page)).toBeLessThan(height * 0.25);
    await expect(page.locator(".standing")).toBeInViewport();
  });

  test(`at ${width} by ${height} no field that the keyboard reaches lies under what stays at the top`, async ({ page }) => {
    await look(page, width, height, "try");
    await choose(page, "housing");
    const last = page.locator("#facts .field :is(input, select, textarea)").last();
    await last.focus();
    // Backwards, for then a field comes in at the top.
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press("Shift+Tab");
      const under = await page.evaluate(() => {
        const it = document.activeElement!;
        const bottom = document.querySelector(".pinned")!.getBoundingClientRect().bottom;
        return it.closest("#facts .panel") ? bottom - it.getBoundingClientRect().top : 0;
      });
      expect(under).toBeLessThanOrEqual(1);
    }
  });
}

for (const width of [320, 345]) {
  test(`at ${width} the page does not scroll sideways in any view`, async ({ page }) => {
    for (const tab of ["write", "try", "test", "backtest", "compare"]) {
      await look(page, width, 640, tab);
      await expect(page.locator(`#tab-${tab}`)).toHaveAttribute("aria-selected", "true");
      await expect(page.locator(`#tab-${tab}`)).toBeInViewport({ ratio: 1 });
      expect(await sideways(page, "html"), tab).toBe(0);
    }
  });
}

test("at 360 the cases of long level titles wrap", async ({ page }) => {
  await look(page, 360, 740, "try");
  await choose(page, "housing");
  await look(page, 360, 740, "test");
  await expect(page.locator(".case").first()).toBeVisible();
  expect(await sideways(page, "#test-panel")).toBe(0);
});

test("at 360 the ladder names each level whole, its bracket apart", async ({ page }) => {
  await look(page, 360, 740, "try");
  await choose(page, "housing");
  const cut = await page.locator(".ladder li > span").evaluateAll((all) => all.filter((it) => it.scrollHeight > it.clientHeight + 1).map((it) => it.textContent));
  expect(cut).toEqual([]);
});

test("on a phone a table of the backtest is as long as it is", async ({ page }) => {
  await look(page, 390, 844, "backtest");
  await page.getByRole("button", { name: /示例数据|example rows/ }).click();
  await page.locator(".run .chief").click();
  await expect(page.locator(".charts")).toBeVisible();
  const inside = await page.locator(".backtest .scrolls").evaluateAll((all) => all.map((it) => it.scrollHeight - it.clientHeight));
  expect(Math.max(...inside)).toBe(0);
});

for (const [width, height, name] of [[390, 844, "phone"], [1360, 860, "desk"]] as const) {
  test(`a value that cannot be used does not move the form of a ${name}`, async ({ page }) => {
    await look(page, width, height, "try");
    const form = page.locator("#facts");
    const field = page.locator(".field[data-type=datetime] input[type=text], .field[data-type=date] input[type=text]").first();
    await field.scrollIntoViewIfNeeded();
    const before = (await form.boundingBox())!.y;
    await field.fill("tomorrow");
    await expect(page.locator(".flaws")).toBeAttached();
    expect((await form.boundingBox())!.y).toBe(before);
  });
}

test("what a pointer points at is 24 px high", async ({ page }) => {
  for (const tab of ["try", "test", "compare"]) {
    await look(page, 1360, 860, tab);
    await expect(page.locator(".case, .field, .versions").first()).toBeVisible();
    expect(await low(page, 24), tab).toEqual([]);
  }
});

test.describe("with a finger", () => {
  test.use({ isMobile: true, hasTouch: true });

  test("what is touched is 32 px high, and no letters that are typed are small", async ({ page }) => {
    for (const tab of ["write", "try", "test", "backtest", "compare"]) {
      await look(page, 390, 844, tab);
      await expect(page.locator(`#tab-${tab}`)).toHaveAttribute("aria-selected", "true");
      if (tab === "test") await expect(page.locator(".case").first()).toBeVisible();
      expect(await low(page, 32), tab).toEqual([]);
      const small = await page.locator("input:visible, select:visible, textarea:visible").evaluateAll((all) => all.filter((it) => !it.closest(".cm-editor") && parseFloat(getComputedStyle(it).fontSize) < 16).map((it) => it.outerHTML.slice(0, 120)));
      expect(small, tab).toEqual([]);
    }
  });
});

/** What can be touched and is lower than that; a box to tick is as large as its label. */
function low(page: Page, least: number): Promise<string[]> {
  return page.locator("button, select, input, summary, textarea").evaluateAll((all, least) => {
    const target = (it: Element): Element => (/checkbox|radio/.test(it.getAttribute("type") ?? "") ? (it.closest("label") ?? it) : it);
    const seen = (it: Element): boolean => it.checkVisibility() && !it.closest(".cm-editor") && !it.matches(".pick input, input[type=file]");
    return all.filter((it) => seen(it) && target(it).getBoundingClientRect().height < least).map((it) => it.outerHTML.slice(0, 120));
  }, least);
}
