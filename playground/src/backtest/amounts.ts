// Numbers as ledgers write them: `1.5万`, `3,000元`.

const TIMES: Readonly<Record<string, number>> = { "": 1, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 };

/** Whether the engine reads it as a number by itself. */
export function isPlain(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text.trim());
}

/** The number that a text most likely says; one without a unit of its own is times `factor`. */
export function amountOf(text: string, factor = 1): number | undefined {
  const narrow = text.normalize("NFKC").replace(/\s/g, "");
  const found = /^(?:约|人民币|¥|rmb|cny)*(-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)([百千万亿]?)(?:多?元|块钱?|rmb|cny)?(?:整|左右)?$/i.exec(narrow);
  if (!found) return undefined;
  const number = Number(found[1]!.replaceAll(",", ""));
  return rounded(number * (found[2] ? TIMES[found[2]]! : narrow.includes("元") ? 1 : factor));
}

/** Without the dust of a multiplication. */
function rounded(number: number): number {
  return Number(number.toFixed(6));
}
