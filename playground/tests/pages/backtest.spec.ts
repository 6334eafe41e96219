// Backtesting: a file of rows, its columns mapped, run, looked at, opened in Try.

import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { Backtest, type MappingSpec, type Plan, type Results } from "shao-rules";
import { Day, workbook } from "../workbook.js";
import { expect, open, picture, readable, show, test } from "./page.js";

const FRAUD = readFileSync("../rulesets/fraud/fraud.toml", "utf8");

test.beforeEach(async ({ page, words }) => {
  void words;
  await open(page);
  await show(page, "回测", "Backtest");
  await expect(page.locator(".source")).toBeVisible();
});

interface Given {
  编号: string;
  联系渠道: string;
  "金额（万元）": string;
  情况描述: string;
  核查结果: string;
}

const NARRATIVES = ["对方让我把钱转到安全账户", "推销电话，已挂断", "亲戚借钱，当面核实"];

/** Rows as an office would keep them; every fifth is a fraud, or nearly. */
function given(count: number): Given[] {
  return Array.from({ length: count }, (_, at) => ({
    编号: `第${at + 1}号`,
    联系渠道: at % 3 === 0 ? "电话" : "短信",
    "金额（万元）": at % 5 === 0 ? "6.5" : "0.02",
    情况描述: NARRATIVES[at % 5 === 0 ? 0 : 1 + (at % 2)]!,
    核查结果: at % 5 === 0 && at % 20 !== 0 ? "诈骗" : "正常",
  }));
}

function csv(rows: readonly object[], separator = ","): string {
  return [Object.keys(rows[0]!), ...rows.map((it) => Object.values(it) as string[])].map((cells) => cells.join(separator)).join("\r\n");
}

/** Puts a file where a mouse would drop it. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(([name, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content!], name!));
    return data;
  }, [name, content]);
  await page.locator(".backtest").dispatchEvent("dragover", { dataTransfer: data });
  await page.locator(".backtest").dispatchEvent("drop", { dataTransfer: data });
  await expect(page.locator(".source .loaded")).toContainText(name);
}

async function choose(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page.locator(".rows-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}

async function run(page: Page): Promise<void> {
  await page.locator(".run .chief").click();
  await expect(page.locator(".figures")).toBeVisible();
}

/** The engine itself, without the page. */
async function expected(rows: readonly object[] | string, plan: Plan, asOf?: string): Promise<Results> {
  const run = await Backtest.begin(FRAUD, asOf === undefined ? {} : { asOf }, plan);
  run.add(typeof rows === "string" ? rows : rows.map((it) => JSON.stringify(it)).join("\n"));
  return run.results();
}

/** What the page counts are what the engine counts. */
async function same(page: Page, results: Results, shadow: string): Promise<void> {
  for (const { level, rows } of results.levels) {
    await expect(page.locator(`.levels tr[data-level=${level}] td`).first()).toHaveText(rows.toLocaleString("en"));
  }
  await expect(page.locator("[data-count=scored] dd")).toHaveText(results.rows.scored.toLocaleString("en"));
  await expect(page.locator("[data-count=left-out] dd")).toHaveText(results.rows.leftOut.toLocaleString("en"));
  const hit = results.rules.filter((it) => it.hits.rows > 0);
  await expect(page.locator(".rules tbody th")).toHaveText(hit.map((it) => `${it.id} ${it.part}${it.shadow ? shadow : ""}`));
  await expect(page.locator(".rules tbody td:nth-of-type(1)")).toHaveText(hit.map((it) => it.hits.rows.toLocaleString("en")));
  if (results.auc) await expect(page.locator("[data-figure=auc] strong")).toHaveText(results.auc.value.toFixed(3));
  if (results.ks) await expect(page.locator("[data-figure=ks] strong")).toHaveText(results.ks.value.toFixed(3));
}

const AS_OF = "2026-03-02T10:30:00+08:00";
const MAPPING: MappingSpec = {
  fields: {
    amount_asked: { column: "金额（万元）", scale: 10000 },
    channel: { column: "联系渠道", values: { 电话: "phone", 短信: "sms" } },
    narrative: { column: "情况描述" },
  },
};

/** The select of a column's field. */
function fieldOf(page: Page, column: string) {
  return page.locator(`.mapping tr[data-column="${column}"] select`).first();
}

test("one click shows the view at work, with rows that nobody has to bring", async ({ page, words }) => {
  await page.getByRole("button", { name: words.say("用示例数据试一试", "Try with example rows") }).click();
  await expect(page.locator(".source .loaded")).toContainText("400");
  await run(page);
  await expect(page.locator("[data-count=scored] dd")).toHaveText("398");
  await expect(page.locator(".chart canvas")).toHaveCount(3);
  await expect(page.locator(".rules tbody tr").first()).toBeVisible();
  await picture(page, "example");
});

test("a table is dropped, its guess corrected, and the counts are the engine's", async ({ page, words }) => {
  const rows = given(300);
  await drop(page, "台账.csv", csv(rows));
  await expect(fieldOf(page, "情况描述")).toHaveValue("narrative");
  await expect(fieldOf(page, "编号")).toHaveValue("");
  await expect(page.locator(".mapping tr", { hasText: "第1号" })).toBeVisible();
  // No field is called like that, but its heading says amount and ten thousands.
  await expect(fieldOf(page, "金额（万元）")).toHaveValue("amount_asked");
  const amount = page.locator('.mapping tr[data-column="金额（万元）"]');
  await amount.locator("summary").click();
  await amount.getByRole("textbox", { name: words.say("乘以", "Times") }).fill("10000");
  await amount.getByRole("textbox", { name: words.say("乘以", "Times") }).press("Tab");
  await fieldOf(page, "联系渠道").selectOption("");
  await fieldOf(page, "联系渠道").selectOption("channel");
  const channel = page.locator('.mapping tr[data-column="联系渠道"]');
  await channel.locator("summary").click();
  await channel.getByRole("textbox", { name: words.say("值的对应", "What values become") }).fill("电话 = phone\n短信 = sms");
  await channel.getByRole("textbox", { name: words.say("值的对应", "What values become") }).press("Tab");
  await expect(page.locator("#backtest-label")).toHaveValue('column("核查结果") == "诈骗"');
  await picture(page, "mapped");
  await run(page);
  await same(page, await expected(rows, { mapping: MAPPING, label: 'column("核查结果") == "诈骗"', cells: true }, AS_OF), words.say("试运行", "shadow"));
  await expect(page.locator("[data-count=positives] dd")).toHaveText("45");
  await picture(page, "results");
});

/** A ledger as an office types it. */
function ledger(count: number): Record<string, string>[] {
  return Array.from({ length: count }, (_, at) => ({
    工单号: `G${at + 1}`,
    来电时间: `2026/3/${1 + (at % 28)} 9:${String(at % 60).padStart(2, "0")}`,
    案情简述: at % 3 === 0 ? "对方自称公安让我把钱转到安全账户不许告诉家里人" : `邻居来问社保卡怎么补办第${at}次，已经告知办理地点`,
    来源方式: at % 4 === 3 ? "网络" : at % 2 === 0 ? "电话" : "当面",
    "要钱多少（元）": at % 3 === 0 ? "1.5万" : at % 3 === 1 ? '"3,000元"' : "9000",
    是否让保密: at % 3 === 0 ? "有" : "否",
    核实结果: at % 3 === 0 ? "诈骗" : at % 6 === 1 ? "待查" : "非诈骗",
  }));
}

/** Bytes as Excel in China writes them; Node has no encoder, so the table is turned round. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, number[]>();
  for (let first = 0x81; first < 0xff; first += 1) for (let second = 0x40; second < 0xff; second += 1) codes.set(decoder.decode(new Uint8Array([first, second])), [first, second]);
  return new Uint8Array([...text].flatMap((it) => (it < "\u0080" ? [it.charCodeAt(0)] : codes.get(it)!)));
}

test("a ledger's columns are found by common words, and a field chosen by hand is read as a guess would", async ({ page, words }) => {
  await choose(page, "台账.csv", gb18030(csv(ledger(60))));
  await expect(page.locator('.mapping tr[data-column="工单号"] .tag')).toBeVisible();
  const found = { 来电时间: "reported_at", 案情简述: "narrative", 来源方式: "channel", "要钱多少（元）": "amount_asked", 是否让保密: "told_to_keep_secret" };
  const check = async (): Promise<void> => {
    const line = (column: string) => page.locator(`.mapping tr[data-column="${column}"]`);
    await expect(line("来电时间").locator(".how")).toHaveText(words.say("日期和时间", "day and time"));
    await expect(line("要钱多少（元）").locator(".becomes")).toContainText("15000");
    await expect(line("要钱多少（元）").locator(".becomes")).toContainText("3000");
    await expect(line("来源方式").locator("[data-value=电话] select")).toHaveValue("phone");
    await expect(line("来源方式").locator("[data-value=当面] select")).toHaveValue("in_person");
    await expect(line("是否让保密").locator("[data-value=有] select")).toHaveValue("true");
  };
  for (const [column, field] of Object.entries(found)) await expect(fieldOf(page, column), column).toHaveValue(field);
  await check();
  for (const column of Object.keys(found)) await fieldOf(page, column).selectOption("");
  for (const [column, field] of Object.entries(found)) await fieldOf(page, column).selectOption(field);
  await check();
  await picture(page, "ledger");
  // What is not read stands there, and is chosen.
  const odd = page.locator('.mapping [data-value="网络"]');
  await expect(odd).toContainText(words.say("不能用", "cannot be used"));
  await odd.locator("select").selectOption("website");
  await run(page);
  await expect(page.locator(".bad-values")).toHaveCount(0);
  await expect(page.locator("[data-count=scored] dd")).toHaveText("60");
});

test("the label is chosen value by value, and what is left over is said to count as no", async ({ page, words }) => {
  const rows = ledger(60);
  rows[59]!["核实结果"] = "";
  await choose(page, "台账.csv", gb18030(csv(rows)));
  const label = page.locator("#backtest-label");
  await expect(label).toHaveValue('column("核实结果") == "诈骗"');
  const value = (name: string) => page.locator(`.outcomes label[data-value="${name}"]`);
  await expect(value("诈骗").locator("input")).toBeChecked();
  await expect(value("诈骗")).toContainText("20");
  await expect(value("待查")).toContainText("10");
  await expect(page.locator(".open-outcome")).toContainText(words.say("“待查”的 10 行会算“否”", "10 rows with “待查” count as no"));
  await expect(page.locator(".outcomes")).toContainText(words.say("空着的 1 行不评", "1 rows where it is empty are left out"));
  await value("待查").locator("input").check();
  await expect(label).toHaveValue(/^column\("核实结果"\) in \["诈骗", ?"待查"\]$|^column\("核实结果"\) in \["待查", ?"诈骗"\]$/);
  await expect(page.locator(".open-outcome")).toHaveCount(0);
  await run(page);
  await expect(page.locator("[data-count=positives] dd")).toHaveText("30");
  await expect(page.locator("[data-count=negatives] dd")).toHaveText("29");
  await expect(page.locator("[data-count=left-out] dd")).toHaveText("1");
  // Another column: no test that its texts cannot pass is written unasked.
  await page.locator(".label summary").click();
  await page.getByRole("combobox", { name: words.say("标签的列", "Column of the label") }).selectOption("来源方式");
  await expect(label).toHaveValue("");
  await expect(page.locator(".label option[value=true]")).toHaveCount(0);
  await value("网络").locator("input").check();
  await expect(label).toHaveValue('column("来源方式") == "网络"');
});

test("values and rows that were not used are told before the figures, with ways to them", async ({ page, words }) => {
  const rows = ledger(60);
  rows[59]!["核实结果"] = "";
  await choose(page, "台账.csv", gb18030(csv(rows)));
  await expect(page.locator("#backtest-label")).toHaveValue('column("核实结果") == "诈骗"');
  await run(page);
  const unused = page.locator(".unused");
  // Every fourth row has a channel that the ruleset does not know; the last of them has no label either.
  await expect(unused).toContainText(words.say("在评了的 59 行里有 14 个值不能用", "In the 59 rows scored, 14 values cannot be used"));
  await expect(unused).toContainText(words.say("60 行里有 1 行没有评", "1 of 60 rows were left out"));
  expect(await page.evaluate(() => document.querySelector(".unused")!.compareDocumentPosition(document.querySelector(".counts")!) & Node.DOCUMENT_POSITION_FOLLOWING)).toBeTruthy();
  await expect(page.locator("[data-figure=auc] strong")).toHaveText("1.000");
  await expect(page.locator(".no-interval")).toContainText(words.say("没有区间：这些行全部分开了", "No interval: these rows are told apart without exception"));
  await expect(page.locator(".levels")).toContainText(words.say("查准率", "Precision"));
  await picture(page, "unused");
  await unused.locator(".to-values").click();
  await expect(page.locator(".bad-values [tabindex]")).toBeFocused();
  await unused.locator(".to-rows").click();
  await expect(page.locator(".bad-rows [tabindex]")).toBeFocused();
  await readable(page);
  await unused.locator("button[data-field=channel]").click();
  await expect(fieldOf(page, "来源方式")).toBeFocused();
  await readable(page);
});

test("a mapping is saved as the command reads it, and opened again", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(20)));
  await fieldOf(page, "情况描述").selectOption("");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: words.say("保存对应表", "Save mapping") }).click();
  const text = readFileSync(await (await saved).path(), "utf8");
  expect(text).toContain("[fields]");
  expect(text).not.toContain("情况描述");
  const mapping = `${text}\nnarrative = { column = '情况描述' }\nstill_in_contact = { constant = true }\n`;
  await page.locator(".mapping-file").setInputFiles({ name: "m.toml", mimeType: "text/plain", buffer: Buffer.from(mapping) });
  await expect(fieldOf(page, "情况描述")).toHaveValue("narrative");
  await expect(page.locator(".constants input")).toHaveValue("true");
  await page.locator(".mapping-file").setInputFiles({ name: "m.toml", mimeType: "text/plain", buffer: Buffer.from("[fields]\namont = { column = 'a' }\n") });
  await expect(page.locator(".mapping .fault")).toContainText("amont");
  await expect(fieldOf(page, "情况描述"), "what was there stays").toHaveValue("narrative");
});

test("lines of JSON are run as they stand", async ({ page, words }) => {
  // Some of these are bad on purpose.
  const lines = readFileSync("../rulesets/fraud/examples/incidents.jsonl", "utf8");
  await choose(page, "incidents.jsonl", lines);
  await expect(page.locator(".stands input")).toBeChecked();
  await page.locator(".choices select").nth(1).selectOption("");
  await run(page);
  await same(page, await expected(lines, {}, AS_OF), words.say("试运行", "shadow"));
  await expect(page.locator("[data-figure]"), "without a label there are counts only").toHaveCount(0);
});

test("a workbook is read from the sheet that is chosen", async ({ page, words }) => {
  const [first, ...rest] = given(60).map((it, at) => ({ ...it, 报告时间: new Day(46083 + at / 100) }));
  const names = Object.keys(first!);
  const cells = [first!, ...rest].map((it) => Object.values(it));
  await choose(page, "台账.xlsx", workbook({ 二月: [names, ...cells.slice(0, 10)], 三月: [names, ...cells.slice(10)] }));
  await expect(page.locator(".source .loaded")).toContainText(words.say("10 行", "10 rows"));
  await page.getByRole("combobox", { name: words.say("工作表", "Sheet") }).selectOption("三月");
  await expect(page.locator(".source .loaded")).toContainText(words.say("50 行", "50 rows"));
  await expect(fieldOf(page, "报告时间")).toHaveValue("reported_at");
  await run(page);
  await expect(page.locator("[data-count=scored] dd")).toHaveText("50");
  await expect(page.locator("[data-count=left-out] dd")).toHaveText("0");
  await expect(page.locator(".bad-values")).toHaveCount(0);
});

test("rows that cannot be used are listed with reasons and downloaded", async ({ page, words }) => {
  const rows = csv(given(30)).split("\r\n");
  rows[3] += ",多一格";
  rows[5] = "第5号,电话";
  rows[9] = rows[9]!.replace("正常", "");
  await drop(page, "台账.csv", rows.join("\n"));
  await run(page);
  await expect(page.locator("[data-count=left-out] dd")).toHaveText("3");
  const listed = page.locator(".bad-rows tbody tr");
  await expect(listed).toHaveCount(3);
  await expect(listed.nth(0)).toContainText(words.say("应有 5 格，实有 6 格", "expected 5 cells, found 6"));
  await expect(listed.nth(1)).toContainText(words.say("应有 5 格，实有 2 格", "expected 5 cells, found 2"));
  await expect(listed.nth(2)).toContainText(words.say("没有标签: “核查结果”列是空的", "no label: the column “核查结果” is empty"));
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: words.say("下载这些行的原因（CSV）", "Download them with reasons (CSV)") }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").replace("\uFEFF", "").trim().split("\n");
  expect(lines.map((it) => it.split(",").slice(0, 2).join())).toEqual(["row,lack", "3,form", "5,form", "9,label"]);
  expect(lines[1]).toContain(words.say("应有 5 格，实有 6 格", "expected 5 cells, found 6"));
});

test("a label that is none says so beside its place, and is made by choosing", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(40)));
  const label = page.locator("#backtest-label");
  await label.fill("核查结果 ===");
  await expect(page.locator("#label-fault")).toContainText(words.say("标签不能用", "The label cannot be used"));
  await expect(label).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator(".run .chief")).toBeDisabled();
  await page.getByRole("combobox", { name: words.say("标签的列", "Column of the label") }).selectOption("金额（万元）");
  await page.getByRole("combobox", { name: words.say("比较", "Test") }).selectOption(">=");
  await page.locator(".builder input").fill("1");
  await expect(label).toHaveValue('column("金额（万元）") >= 1');
  await expect(page.locator("#label-fault")).toHaveCount(0);
  await run(page);
  await expect(page.locator("[data-count=positives] dd")).toHaveText("8");
  // A slip in a column's name is told after the run, with what was meant.
  await page.locator(".label summary").click();
  await label.fill('column("核查结果 ") == "诈骗"');
  await page.locator(".run .chief").click();
  await expect(page.locator(".figures > .bad")).toContainText("核查结果");
});

test("a run is stopped in the middle and begun again", async ({ page, words }) => {
  const rows = given(1_000).map((it) => Object.values(it).join(","));
  const header = Object.keys(given(1)[0]!).join(",");
  await drop(page, "大.csv", `${header}\n${Array.from({ length: 150 }, () => rows.join("\n")).join("\n")}`);
  await expect(page.locator(".source .loaded")).toContainText("150,000");
  await page.locator(".run .chief").click();
  await expect(page.locator(".run progress")).toBeVisible();
  await page.getByRole("button", { name: words.say("停止", "Stop"), exact: true }).click();
  await expect(page.locator(".run")).toContainText(words.say("已停止", "Stopped after"));
  await expect(page.locator(".figures")).toHaveCount(0);
  await run(page);
  await expect(page.locator("[data-count=scored] dd")).toHaveText("150,000");
});

test("files that are no tables say so, and what was loaded stays", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(12)));
  const told = page.getByRole("alert");
  await choose(page, "leer.csv", "");
  await expect(told).toContainText(words.say("文件是空的", "the file is empty"));
  await choose(page, "bild.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
  await expect(told).toContainText(words.say("这不是表格文件", "this is no table"));
  await choose(page, "alt.xls", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]));
  await expect(told).toContainText(words.say("另存为 .xlsx", "Save it as .xlsx"));
  await choose(page, "kaputt.xlsx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]));
  await expect(told).toContainText(words.say("不是完整的 .xlsx", "no whole .xlsx"));
  await choose(page, "kopf.csv", "a,b\n");
  await expect(told).toContainText(words.say("没有数据行", "no row below"));
  await expect(page.locator(".source .loaded")).toContainText("台账.csv");
  await choose(page, "gut.csv", csv(given(3)));
  await expect(page.locator(".source .loaded")).toContainText("gut.csv");
  await expect(told).toHaveCount(0);
});

test("a row is found, and opened in Try as the incident that was scored", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(200)));
  await run(page);
  const table = page.locator("#backtest-rows");
  await table.getByRole("button", { name: words.say("得分", "Score"), exact: false }).click();
  await expect(table.locator("th[aria-sort=descending]")).toContainText(words.say("得分", "Score"));
  await table.getByRole("searchbox").fill("76号");
  await expect(table.locator("tbody tr")).toHaveCount(2);
  await table.getByRole("combobox", { name: words.say("标签", "Label") }).selectOption("true");
  await expect(table.locator("tbody tr")).toHaveCount(2);
  const score = await table.locator("tbody tr[data-row='176'] td").nth(2).textContent();
  await table.getByRole("button", { name: "第176号" }).click();
  await expect(page.locator(".standing")).toBeVisible();
  await expect(page.locator(".score .number strong")).toHaveText(score!);
  await page.locator("#facts-json").click();
  await expect(page.getByRole("textbox", { name: "JSON" })).toHaveValue(/"narrative": "对方让我把钱转到安全账户"/);
  await show(page, "回测", "Backtest");
  await expect(page.locator(".figures"), "what was run is still there").toBeVisible();
});

test("a level, and a rule's hits, lead to their rows", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(200)));
  await run(page);
  const rule = page.locator(".rules tr[data-rule=safe-account] td").first();
  await expect(rule).toHaveText("40");
  await rule.getByRole("button").click();
  await expect(page.locator(".pages")).toContainText(words.say("1–40，共 40 行", "1–40 of 40"));
  const level = page.locator(".levels tbody button").filter({ hasNotText: /^0$/ }).first();
  const count = (await level.textContent())!.trim();
  await level.click();
  await expect(page.locator(".pages")).toContainText(words.say(`共 ${count} 行`, `of ${count}`));
});

test("results are exported as CSV, a chart as a picture", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(25)));
  await run(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: words.say("导出结果 CSV", "Export results as CSV") }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("台账-fraud.csv");
  const lines = readFileSync(await file.path(), "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("\uFEFFrow,key,score,level,ceiling_score,ceiling_level,settled,label,hits");
  expect(lines).toHaveLength(26);
  const drawn = page.waitForEvent("download");
  await page.locator(".chart button").first().click();
  const picture = readFileSync(await (await drawn).path());
  expect(picture.subarray(1, 4).toString()).toBe("PNG");
  expect(picture.readUInt32BE(16)).toBeGreaterThan(250);
});

test("results of an older text, mapping or label say so", async ({ page, words }) => {
  await drop(page, "台账.csv", csv(given(25)));
  await run(page);
  const older = page.locator(".older");
  await expect(older).toHaveCount(0);
  await page.locator(".label summary").click();
  const label = page.locator("#backtest-label");
  const before = await label.inputValue();
  await label.fill("");
  await expect(older).toContainText(words.say("对应或标签", "older mapping or label"));
  await label.fill(before);
  await expect(older).toHaveCount(0);
  await page.locator(".top select").selectOption("housing");
  await expect(older).toContainText(words.say("改动前的规则集", "older text"));
  await expect(page.locator(".mapping .fault"), "the mapping is of fields that are no more").toBeVisible();
  await page.getByRole("button", { name: words.say("重新猜", "Guess again") }).click();
  await expect(page.locator(".mapping .fault")).toContainText(words.say("还没有一列对上字段", "No column is a field yet"));
});

test("rows come in while the ruleset has mistakes, and are mapped once it is mended", async ({ page, words }) => {
  const text = page.locator(".top input[type=file]");
  await text.setInputFiles({ name: "a.toml", mimeType: "text/plain", buffer: Buffer.from(FRAUD.replace("format = 1", "format = ")) });
  await drop(page, "台账.csv", csv(given(25)));
  await expect(page.locator(".run .bad")).toContainText(words.say("改好后才能回测", "mend them to run it"));
  await expect(page.locator(".run .chief")).toBeDisabled();
  await text.setInputFiles({ name: "a.toml", mimeType: "text/plain", buffer: Buffer.from(FRAUD) });
  await page.getByRole("button", { name: words.say("重新猜", "Guess again") }).click();
  await expect(fieldOf(page, "情况描述")).toHaveValue("narrative");
  await run(page);
});

test("the keyboard alone brings rows in, runs them and opens one", async ({ page, words }) => {
  await page.getByRole("button", { name: words.say("用示例数据试一试", "Try with example rows") }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".mapping")).toBeVisible();
  await page.locator(".run .chief").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".figures")).toBeVisible();
  await expect(page.locator(".run .chief"), "the keyboard stays where it was").toBeFocused();
  await page.locator("#backtest-rows tbody th button").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".standing")).toBeVisible();
});

test("readers find nothing in their way, before, between and after; nothing is wider than the page", async ({ page, words }) => {
  await readable(page);
  await page.getByRole("button", { name: words.say("用示例数据试一试", "Try with example rows") }).click();
  await expect(page.locator(".mapping")).toBeVisible();
  await page.locator(".mapping tr summary").first().click();
  await readable(page);
  await run(page);
  for (const fold of await page.locator(".chart summary, .quality summary").all()) await fold.click();
  await readable(page);
  if (words.narrow) await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => [document.documentElement, document.querySelector(".side")!].map((it) => it.scrollWidth - it.clientWidth))).toEqual([0, 0]);
  await picture(page, "readable");
});
