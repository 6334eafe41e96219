// Every word of the page, in Chinese and in English.

import type { Texts } from "shao-rules";
import { locale } from "../session/state.js";
import { TRY } from "./words-try.js";

const WORDS = {
  title: ["哨 · 规则工作台", "Shao · rule desk"],
  write: ["编写", "Write"],
  try: ["试算", "Try"],
  test: ["用例", "Test"],
  outline: ["目录", "Outline"],
  problems: ["问题", "Problems"],
  noProblems: ["没有问题", "No problems"],
  sample: ["示例", "Sample"],
  sampleFraud: ["电信网络诈骗", "Fraud"],
  sampleHousing: ["自建房安全", "Housing"],
  samplePetition: ["纠纷与信访", "Petition"],
  language: ["English", "中文"],
  theme: ["深浅色", "Light or dark"],
  tidy: ["整理格式", "Tidy"],
  rename: ["改名", "Rename"],
  newName: ["新名称", "New name"],
  apply: ["应用", "Apply"],
  cancel: ["取消", "Cancel"],
  fix: ["改正", "Fix"],
  definition: ["转到定义", "Go to definition"],
  loading: ["正在载入…", "Loading…"],
  stop: ["停止", "Stop"],
  editor: ["规则集文本", "Ruleset text"],
  errors: ["处错误", "errors"],
  warnings: ["处提醒", "warnings"],
  mustMend: ["规则集有错误，改好后才能试算。", "The ruleset has mistakes: mend them to try it."],
  ...TRY,
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** The name of a word. */
export type Word = keyof typeof WORDS;

/** A word in the page's language, with values for what stands in braces. Components that say it are drawn anew when that changes. */
export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const said = WORDS[word][locale.value === "zh" ? 0 : 1];
  return said.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}

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
