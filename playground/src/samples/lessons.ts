// A lesson for each sample: five steps, each done by doing it. Two minutes to a rule changed and a case moved.

import { asTable } from "../editor/view.js";
import { goToEntry } from "../results/Pointing.js";
import { notice } from "../session/session.js";
import { asOf, incident, pointed, trial, view, type View } from "../session/state.js";
import { factsTab, resultTab } from "../session/tabs.js";
import { can } from "../session/undo.js";

/** A step of a lesson. */
export interface Step {
  zh: string;
  en: string;
  /** Shows where it is done. */
  show(): void;
  /** Whether it is done: true for a moment is enough. */
  done(): boolean;
}

const see = (wanted: View) => () => void (view.value = wanted);
const pointsOf = (id: string): number | undefined => trial.value?.assessment.hits.find((it) => it.id === id)?.points;
const stateOf = (id: string): string | undefined => trial.value?.assessment.deadlines.find((it) => it.id === id)?.state;

function showTab(tab: typeof resultTab.value): () => void {
  return () => {
    view.value = "try";
    resultTab.value = tab;
  };
}

/** Shows a reason among those of the result, and points at it. */
function showReason(id: string): void {
  showTab("result")();
  requestAnimationFrame(() => {
    const name = document.querySelector<HTMLElement>(`#results [data-entry="${id}"] .entry-name`);
    name?.scrollIntoView({ block: "center" });
    name?.focus();
  });
}

function showForm(): void {
  view.value = "try";
  factsTab.value = "form";
}

const FRAUD: readonly Step[] = [
  {
    zh: "这是一份接到诈骗电话的报告，连同它的分数和理由。指向或点击理由里的 safe-account，看它的规则在文本里亮起来。",
    en: "This is a report of a phone call, with its score and reasons. Point at safe-account among the reasons, or press it, and its rule is lit in the text.",
    show: () => showReason("safe-account"),
    done: () => pointed.value === "safe-account",
  },
  {
    zh: "把规则 safe-account 的 points 从 45 改成 20，分数马上跟着变。",
    en: "Change the points of the rule safe-account from 45 to 20: the score follows at once.",
    show: () => goToEntry("safe-account"),
    done: () => ![undefined, 45].includes(pointsOf("safe-account")),
  },
  {
    zh: "打开“测试”：看哪些案例因为这次改动不再通过，应得多少、实得多少。",
    en: "Open Test: it shows which cases this change has moved, with what was expected and what came.",
    show: see("test"),
    done: () => view.value === "test",
  },
  {
    zh: "撤销（Ctrl-Z 或上方的 ↶），直到 safe-account 又是 45 分：案例全部通过。",
    en: "Undo (Ctrl-Z, or ↶ above) until safe-account has its 45 points again: all cases pass.",
    show: () => document.querySelector<HTMLElement>(".steps button")?.focus(),
    done: () => pointsOf("safe-account") === 45 && can.value.redo,
  },
  {
    zh: "回到“试算”，清空事实：什么都不知道时，写的是可能高到哪一级，不会只写“低”。回答建议的下一个问题。",
    en: "Back in Try, clear all facts: with nothing known it says how high the risk may be, never plainly low. Answer the question it suggests.",
    show: showTab("result"),
    done: () => incident.value["narrative"] === undefined && Object.keys(incident.value).length > 0,
  },
];

const HOUSING: readonly Step[] = [
  {
    zh: "这是一栋自建房，只知道几件事。在表单里把层数改成 5。",
    en: "A self-built house of which little is known. Change its storeys to 5 in the form.",
    show: showForm,
    done: () => incident.value["storeys"] === 5,
  },
  {
    zh: "打开“表格”，查找 storeys，把三层及以上的 3 分改成 6 分：文本里只有这个数变了，注释都在。",
    en: "Open the Table, find storeys and give three or more storeys 6 points in place of 3: in the text only that number changes, comments stay.",
    show: () => {
      goToEntry("storeys");
      asTable.value = true;
    },
    done: () => ![undefined, 3].includes(pointsOf("storeys")),
  },
  {
    zh: "回答一个“下一步问什么”里的问题：只问还能改变等级的事。",
    en: "Answer a question under “What to ask next”: only what can still change the level is asked.",
    show: showTab("result"),
    done: () => Object.keys(incident.value).length > 3,
  },
  {
    zh: "打开“没有触发”，找一条您关心的规则：每条都说为什么没有触发，还差什么。",
    en: "Open Not fired and look for a rule you care about: each says why it did not fire, and what it lacks.",
    show: showTab("whyNot"),
    done: () => resultTab.value === "whyNot",
  },
  {
    zh: "打开“通知书”，看看工作人员和当事人会读到什么。",
    en: "Open As read: what an official and the citizen concerned would read.",
    show: showTab("letter"),
    done: () => resultTab.value === "letter",
  },
];

const PETITION: readonly Step[] = [
  {
    zh: "这件事已经受理，期限在走。把“评估时间”改到 2026-03-10，看期限 answer 在时间线上变成逾期。",
    en: "This matter was accepted and its terms run. Set “Assessed at” to 2026-03-10: on the time line the term answer has run out.",
    show: showTab("result"),
    done: () => stateOf("answer") === "late",
  },
  {
    zh: "在文本里把期限 answer 的 days 从 60 改成 90：又来得及了。",
    en: "In the text change the days of the deadline answer from 60 to 90: there is time again.",
    show: () => goToEntry("answer"),
    done: () => asOf.value >= "2026-03-07" && ![undefined, "late"].includes(stateOf("answer")),
  },
  {
    zh: "打开“对比”：用文字说明您改了什么，会不会影响评估。",
    en: "Open Compare: it says in words what you changed, and whether it can change an assessment.",
    show: see("compare"),
    done: () => view.value === "compare",
  },
  {
    zh: "打开“回测”，用示例数据跑一遍：看每条规则命中多少、区分得好不好。",
    en: "Open Backtest and run the example rows: how often each rule hits, and how well it tells cases apart.",
    show: see("backtest"),
    done: () => view.value === "backtest",
  },
  {
    zh: "点“分享链接”：规则和报告都在链接里，不经过任何服务器。",
    en: "Press Share link: rules and report are inside the link, no server is asked.",
    show: showForm,
    done: () => notice.value === "linkCopied",
  },
];

/** The lessons by the id of their sample. */
export const LESSONS: Readonly<Record<string, readonly Step[]>> = { fraud: FRAUD, housing: HOUSING, petition: PETITION };
