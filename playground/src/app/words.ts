// Every word of the page, in Chinese and in English.

import type { Texts } from "shao-rules";
import { locale } from "../session/state.js";
import { TRY } from "./words-try.js";

const WORDS = {
  title: ["哨 · 规则工作台", "Shao · rule desk"],
  skip: ["到结果", "To the result"],
  views: ["视图", "Views"],
  write: ["编写", "Write"],
  try: ["试算", "Try"],
  test: ["测试", "Test"],
  testFails: ["测试，{count} 个案例不通过", "Test, {count} failing"],
  firedBy: ["{count} 个案例触发", "cases that fire it: {count}"],
  backtest: ["回测", "Backtest"],
  compare: ["对比", "Compare"],
  differences: ["差别", "Differences"],
  movement: ["对报告的影响", "Effect on reports"],
  outline: ["目录", "Outline"],
  problems: ["问题", "Problems"],
  noProblems: ["没有问题", "No problems"],
  sample: ["示例", "Sample"],
  sampleFraud: ["电信网络诈骗", "Fraud"],
  sampleHousing: ["自建房安全", "Housing"],
  samplePetition: ["纠纷与信访", "Petition"],
  lesson: ["五分钟课程", "Lesson"],
  lessonHelp: ["打开示例，跟着做五步", "Opens the sample and leads through five steps"],
  lessonEnd: ["结束课程", "End the lesson"],
  showMe: ["带我去", "Show me"],
  nextStep: ["下一步", "Next"],
  language: ["English", "中文"],
  theme: ["深浅色", "Light or dark"],
  table: ["表格", "Table"],
  tableOf: ["规则、分档和级别", "Rules, bins and levels"],
  undo: ["撤销", "Undo"],
  redo: ["重做", "Redo"],
  find: ["查找", "Find"],
  entry: ["条目", "Entry"],
  when: ["条件", "Condition"],
  threshold: ["界限", "Threshold"],
  points: ["分值", "Points"],
  group: ["分组", "Group"],
  atLeast: ["至少", "At least"],
  reason: ["文字", "Text"],
  noTable: ["文本里有读不懂的部分，改好后才有表格。", "A part of the text cannot be read: mend it to see the table."],
  tidy: ["整理格式", "Tidy"],
  rename: ["改名", "Rename"],
  noName: ["光标处没有可以改名或有定义的名称。", "The cursor is at no name that is defined here."],
  newName: ["新名称", "New name"],
  apply: ["应用", "Apply"],
  cancel: ["取消", "Cancel"],
  fix: ["改正", "Fix"],
  definition: ["转到定义", "Go to definition"],
  loading: ["正在载入…", "Loading…"],
  notFetched: ["这一部分没有取到，网络可能断了。", "This part did not arrive: the network may be down."],
  again: ["再试一次", "Try again"],
  editor: ["规则集文本", "Ruleset text"],
  error: ["1 处错误", "1 error"],
  errors: ["{count} 处错误", "{count} errors"],
  warning: ["1 处提醒", "1 warning"],
  warnings: ["{count} 处提醒", "{count} warnings"],
  openFile: ["打开", "Open"],
  saveFile: ["保存", "Save"],
  share: ["分享链接", "Share link"],
  close: ["关闭", "Close"],
  linkBroken: ["链接不完整或已损坏，没有打开。", "The link is cut short or damaged; nothing was opened."],
  linkTooLong: ["内容太长，放不进一个链接：请保存为文件再发送。", "Too long for a link: save it as a file and send that."],
  sampleOpened: ["示例已打开。原来的规则、案例和报告用撤销（↶）可以找回。", "The sample is open. Undo (↶) brings back the rules, cases and report that were there."],
  linkCopied: ["链接已复制：规则集和这份报告都在链接里，不经过任何服务器。案例文件不在里面，请另外保存。", "The link is copied. It holds ruleset and report, and nothing is sent to a server. The file of cases is not in it: save that apart."],
  linkOpened: ["链接里的规则集和报告已打开。您原来的内容用撤销（↶）可以找回。", "The link's ruleset and report are open. Undo (↶) brings back what you had."],
  linkInAddress: ["链接在地址栏里，请从那里复制：规则集和这份报告都在里面，案例文件不在。", "The link is in the address bar: copy it from there. It holds ruleset and report, and not the file of cases."],
  notKept: ["浏览器不让保存或没有空间了：关闭页面前请保存为文件。", "The browser keeps nothing or has no room: save a file before you close the page."],
  fileTooLarge: ["文件太大，不是规则集：最多 4 MB。", "The file is too large for a ruleset: at most 4 MB."],
  fileNotUtf8: ["文件不是 UTF-8：请另存为 UTF-8 再打开。", "The file is not UTF-8: save it as UTF-8 and open it again."],
  noIncident: ["这份报告里有页面不能原样保存的内容（例如太长的数字），没有打开。", "The incident holds something that this page cannot keep as it is, such as a very long number: it was not opened."],
  cases: ["案例", "Cases"],
  properties: ["性质", "Properties"],
  coverage: ["覆盖", "Coverage"],
  workingDays: ["工作日", "Working days"],
  noDays: ["没有给出", "not given"],
  weekdays: ["周一到周五", "Monday to Friday"],
  params: ["参数", "Parameters"],
  saveCase: ["存为案例", "Save as a case"],
  savedAs: ["已存为案例", "Saved as"],
  caseName: ["案例名称", "Name of the case"],
  takeBack: ["撤销", "Undo"],
  seeCase: ["看案例", "See cases"],
  mustMend: ["规则集有错误，改好后才能试算。", "The ruleset has mistakes: mend them to try it."],
  ...TRY,
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** The name of a word. */
export type Word = keyof typeof WORDS;

/** Words by name: in Chinese, in English. */
export type Words<Name extends string> = Readonly<Record<Name, readonly [zh: string, en: string]>>;

/** What says words, with values for what stands in braces. */
export type Say<Name extends string> = (word: Name, values?: Readonly<Record<string, string | number>>) => string;

/** Says these words in the page's language. Components that say one are drawn anew when that changes. */
export function saying<Name extends string>(words: Words<Name>): Say<Name> {
  return (word, values = {}) => {
    const said = words[word][locale.value === "zh" ? 0 : 1];
    return said.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
  };
}

/** Says a word that more than one view has. */
export const say = saying(WORDS);

/** A ruleset's text in the page's language, or in the first that it has. */
export function told(texts: Texts): string {
  return texts[locale.value] ?? Object.values(texts)[0] ?? "";
}

const UNITS: Readonly<Record<string, string>> = {
  CNY: "元", persons: "人", times: "次", storeys: "层", year: "年", month: "个月", d: "天", h: "小时", min: "分钟", s: "秒",
  mm: "毫米", cm: "厘米", m: "米", m2: "平方米", m3: "立方米", km: "公里", kg: "公斤", t: "吨",
};

/** A unit as the engine's texts write it. */
export function unit(name: string | undefined): string {
  return (locale.value === "zh" && name !== undefined && UNITS[name]) || (name ?? "");
}
