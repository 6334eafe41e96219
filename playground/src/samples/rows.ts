// Example rows for each shipped ruleset: made up by a seeded generator, so nobody's data, and the same on every visit.
// Two rows have no label, for files have such rows.

type Random = () => number;
/** What a column holds in a row that turned out badly, or did not: Chinese and English, with a bar between them. */
type Cell = (bad: boolean, random: Random, at: number) => string;

interface Example {
  columns: readonly (readonly [name: string, cell: Cell])[];
  /** The column that says how it turned out. */
  label: string;
  /** The share of rows that turned out badly. */
  share: number;
}

/** One of some, by whether the row turned out badly. */
const one = (bad: readonly string[], good: readonly string[]): Cell => (is, random) => pick(is ? bad : good, random);
/** Yes with these chances, else no; sometimes nobody asked. */
const yes = (bad: number, good: number): Cell => (is, random) => (random() < 0.12 ? "" : random() < (is ? bad : good) ? "是|true" : "否|false");
/** A number around a middle. */
const near = (bad: number, good: number, digits = 0): Cell => (is, random) => ((is ? bad : good) * (0.4 + 1.2 * random())).toFixed(digits);
const day: Cell = (_, random) => `2026-${two(1 + random() * 2)}-${two(1 + random() * 27)} ${two(8 + random() * 11)}:${two(random() * 59)}`;
const numbered = (letter: string): Cell => (_, __, at) => `${letter}${String(at + 1).padStart(5, "0")}`;

/** The share of facts that mislead. */
const MISLEADING = 0.22;

const EXAMPLES: Readonly<Record<string, Example>> = {
  fraud: {
    share: 0.3,
    columns: [
      ["编号|id", numbered("F")],
      ["报告时间|Reported at", day],
      ["联系渠道|Channel", one(["电话|phone", "微信、QQ等聊天工具|chat", "短信|sms"], ["电话|phone", "短信|sms", "当面|in_person", "网站|website"])],
      ["对方自称|Claims to be", one(["公安、检察院、法院|police", "电商、快递、航空或平台客服|service", "派单、兼职的人|employer"], ["银行、银联|bank", "亲友、同学、老师|acquaintance", "电商、快递、航空或平台客服|service", "其他人|other"])],
      ["对方的主要要求|Demand", one(["转账、汇款、扫码付款|transfer", "共享屏幕、远程控制|screen", "验证码、密码、卡号|code_or_password"], ["没有要求|nothing", "没有要求|nothing", "转账、汇款、扫码付款|transfer", "下载应用、点链接、扫码|app_or_link"])],
      ["要求的金额|Amount asked for", near(48_000, 2_500)],
      ["要求保密|Told to keep it secret", yes(0.6, 0.04)],
      ["限时催促或威胁|Pressed for time", yes(0.6, 0.15)],
      ["情况描述|What happened", one(
        ["对方让我把钱转到安全账户，不要告诉家人。|They want the money in a safe account and nobody told.", "客服说误开了会员，要关闭百万保障。|Customer service says a membership was opened by mistake.", "刷单先垫付，后来不返还。|Paid tasks: pay first, get it back later."],
        ["接到推销电话，已经挂断。|A sales call, hung up.", "亲戚借钱，已当面核实。|A relative borrows money, checked in person.", "快递通知取件。|A parcel is to be fetched."],
      )],
    ],
    label: "是否诈骗|is_fraud",
  },
  housing: {
    share: 0.25,
    columns: [
      ["编号|id", numbered("H")],
      ["排查时间|Inspected at", day],
      ["地上层数|Storeys", near(4, 2.6)],
      ["建成年份|Year built", (bad, random) => String(Math.round((bad ? 1972 : 1994) + 26 * random()))],
      ["屋面|Roof", one(["竹木屋架，重屋面（瓦、石板等）|heavy", "竹木屋架，轻屋面（铁皮、茅草等）|light"], ["钢筋混凝土屋面|concrete", "竹木屋架，重屋面（瓦、石板等）|heavy"])],
      ["基础|Foundation", one(["泥浆砌砖石，或没有基础|mud_masonry", "水泥砂浆砌砖石|mortar_masonry"], ["水泥砂浆砌砖石|mortar_masonry", "钢筋混凝土|concrete"])],
      ["施工|Built by", one(["自行或请人施工，没有培训|untrained"], ["自行或请人施工，没有培训|untrained", "经过培训的乡村建设工匠|craftsmen", "有资质的单位|qualified"])],
      ["肉眼可见倾斜|Visibly leaning", yes(0.45, 0.03)],
      ["地基下沉|Sinking ground", yes(0.4, 0.05)],
      ["人员密集|Crowded", yes(0.3, 0.15)],
    ],
    label: "是否危房|is_dangerous",
  },
  petition: {
    share: 0.3,
    columns: [
      ["编号|id", numbered("P")],
      ["本次报告时间|Reported at", day],
      ["涉及人数|People", near(45, 5)],
      ["反映次数|Times raised", near(4, 1.6)],
      ["已向上级反映|Raised above", yes(0.5, 0.1)],
      ["网上有讨论|Discussed in public", yes(0.5, 0.12)],
      ["双方冲突可能升级|The quarrel may come to blows", yes(0.45, 0.06)],
      ["在单位之间转办的次数|Times passed between units", near(3, 0.8)],
      ["没有兑现的承诺次数|Promises missed", near(2, 0.4)],
      ["协议没有履行|Agreement broken", yes(0.3, 0.04)],
    ],
    label: "是否激化|is_escalated",
  },
};

/** Whether there are example rows for a ruleset. */
export function hasExample(ruleset: string | undefined): boolean {
  return ruleset !== undefined && ruleset in EXAMPLES;
}

/** Example rows as CSV; none for a ruleset that is not shipped. */
export function exampleRows(ruleset: string, locale: "zh" | "en", count = 400): string | undefined {
  const example = EXAMPLES[ruleset];
  if (!example) return undefined;
  const random = seeded(20_260_302);
  const said = (both: string): string => both.split("|")[locale === "zh" ? 0 : 1] ?? both;
  const rows = Array.from({ length: count }, (_, at) => {
    const bad = random() < example.share;
    // A fact here and there speaks for the other side, as facts do.
    const cells = example.columns.map(([, cell]) => cell(random() < MISLEADING ? !bad : bad, random, at));
    return [...cells, at % 200 === 120 ? "" : bad ? "是|true" : "否|false"].map(said);
  });
  return [[...example.columns.map(([name]) => name), example.label].map(said), ...rows].map((cells) => cells.map(quoted).join(",")).join("\n");
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function pick(all: readonly string[], random: Random): string {
  return all[Math.floor(random() * all.length)] ?? "";
}

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, "0");
}

/** Numbers from 0 to 1, the same after the same seed (mulberry32). */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
