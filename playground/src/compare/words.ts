// The words of the view that compares two versions.

import { saying } from "../app/words.js";
import { locale } from "../session/state.js";

const WORDS = {
  versions: ["两个版本", "Two versions"],
  old: ["旧", "Old"],
  now: ["新", "New"],
  open: ["编辑器里的文本", "The text in the editor"],
  opened: ["打开时的文本", "The text as it was opened"],
  shipped: ["随附：{name}", "Shipped: {name}"],
  file: ["文件…", "A file…"],
  pasted: ["粘贴的文本", "A pasted text"],
  chooseFile: ["选择文件", "Choose a file"],
  noFile: ["还没有选文件", "No file chosen yet"],
  pasteHere: ["把规则集的文本粘贴到这里", "Paste a ruleset's text here"],
  swap: ["新旧互换", "Swap old and new"],
  waits: ["先给出{which}版本的文本。", "Give the text of the {which} version first."],
  mistakes: ["{which}版本有 {count} 处错误，改好后才能对比。", "The {which} version has mistakes: {count}. Mend them to compare."],
  mistakeAt: ["第{line}行第{column}列：{message}", "Line {line}, column {column}: {message}"],
  goThere: ["到那里", "Go there"],
  stale: ["下面是出错前的差别。", "Below is the difference from before."],
  sameText: ["没有差别：两个文本一模一样。", "No difference: both texts are the same."],
  sameMeaning: ["没有差别：只有空格、注释或顺序不同，意思一样。", "No difference: only spaces, comments or order differ; the meaning is the same."],
  changes: ["{count} 处变化", "Changes: {count}"],
  heavy: ["{count} 处可能改变评估", "can change results: {count}"],
  lightOnly: ["都不会改变评估", "none can change results"],
  affectedCount: ["牵连 {count} 条规则", "rules affected: {count}"],
  shownChanges: ["显示哪些变化", "Which changes are shown"],
  all: ["全部", "All"],
  weighs: ["可能改变评估", "Can change results"],
  light: ["不改变评估", "Cannot"],
  affected: ["受牵连的", "Affected"],
  added: ["新增", "Added"],
  removed: ["删除", "Removed"],
  changed: ["改动", "Changed"],
  renamed: ["改名", "Renamed"],
  toPlace: ["在文本里看 {id}", "See {id} in the text"],
  member: ["内容", "What"],
  nothing: ["无", "none"],
  more: ["再显示 {count} 项", "Show {count} more"],
  morePlaces: ["等，另有 {count} 处", "and {count} more"],
  asText: ["存为文本", "Save as text"],
  asCsv: ["存为 CSV", "Save as CSV"],
  none: ["这里没有。", "None here."],
  noRows: ["还没有载入报告。在“回测”里打开表格（CSV、Excel），或者在这里打开一行一份报告的 JSONL，就能看到换成新版本后哪些报告的级别会变。", "No reports are loaded. Open a table (CSV, Excel) in Backtest, or lines of JSON here, a report each, to see which of them would get another level by the new version."],
  toBacktest: ["去回测", "To Backtest"],
  loaded: ["已载入：{name}", "Loaded: {name}"],
  loadLines: ["打开 JSONL", "Open JSONL"],
  examples: ["用示例报告", "Use the example reports"],
  exampleName: ["示例报告", "example reports"],
  run: ["用两个版本评这些报告", "Assess the reports by both"],
  again: ["重新评估", "Assess again"],
  outdated: ["版本或时间变了，下面是变之前的结果。", "A version or the time has changed; these are the results from before."],
  running: ["正在评估：{rows} 份", "Assessing: {rows}"],
  stop: ["停止", "Stop"],
  bothScored: ["{count} 份报告两个版本都评了", "Reports assessed by both: {count}"],
  movedCount: ["{count} 份级别变了", "Another level: {count}"],
  nobodyMoved: ["没有一份的级别改变", "none has another level"],
  raised: ["升 {count}", "raised {count}"],
  lowered: ["降 {count}", "lowered {count}"],
  scores: ["得分升 {up}，降 {down}", "score higher: {up}, lower: {down}"],
  matrixLevel: ["级别", "Level"],
  matrixCeiling: ["可能达到的级别", "Level that may still be reached"],
  whichMatrix: ["按哪种级别", "By which level"],
  caption: ["行是旧版本的级别，列是新版本的级别；数字是报告份数。", "Rows are the old version's levels, columns the new one's; counts of reports."],
  corner: ["旧 ↓　新 →", "Old ↓  New →"],
  sum: ["合计", "All"],
  cell: ["{old} → {new}，{way}，{count} 份", "{old} → {new}, {way}: {count}"],
  up: ["升", "raised"],
  down: ["降", "lowered"],
  stays: ["不变", "unchanged"],
  moves: ["级别变了的报告", "Reports with another level"],
  movesOf: ["级别从{old}变为{new}的报告", "Reports that went from {old} to {new}"],
  allWays: ["显示全部", "Show all"],
  cause: ["由什么引起", "Responsible"],
  anyCause: ["不限", "anything"],
  row: ["第 {row} 行", "row {row}"],
  openInTry: ["在试算里打开", "Open in Try"],
  points: ["{old} → {new} 分", "{old} → {new} points"],
  together: ["没有哪一项单独造成变化，是几项共同造成的", "No difference does it alone: several do together"],
  moreCauses: ["另有 {count} 项变化", "{count} more differences"],
  notKept: ["每种变化只列出最明显的一些，另有 {count} 份没有列出。", "Of each way the widest moves are listed; {count} more are not."],
  leftOut: ["{count} 行没有计入", "Rows left out: {count}"],
  reason: ["原因", "Reason"],
  found: ["内容", "Found"],
  rowNumber: ["行", "Row"],
  firstRows: ["前 {count} 行：", "The first {count}:"],
} as const;

/** Says a word of this view. */
export const say = saying(WORDS);

/** A line of the engine's in the page's language. */
export function line(told: { zh: string; en: string }): string {
  return told[locale.value];
}

/** A count as people read it. */
export function count(value: number): string {
  return value.toLocaleString(locale.value);
}
