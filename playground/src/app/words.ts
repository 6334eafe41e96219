// Every word of the page, in Chinese and in English.

import { locale } from "../session/state.js";

const WORDS = {
  title: ["哨 · 规则工作台", "Shao · rule desk"],
  views: ["视图", "Views"],
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
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** The name of a word. */
export type Word = keyof typeof WORDS;

/** A word in the page's language. Components that say it are drawn anew when that changes. */
export function say(word: Word): string {
  return WORDS[word][locale.value === "zh" ? 0 : 1];
}
