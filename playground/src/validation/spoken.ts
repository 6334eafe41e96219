// Times, lengths of time and amounts as people write them, read as the engine writes them.

/** A day: `2026/3/2`, `2026.3.2`, `2026年3月2日`. */
const DAY = String.raw`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?`;
/** A time of day: `10:20`, `10:20:30`, `10点`, `10点半`, `10时20分`. */
const TIME = String.raw`(\d{1,2})\s*(?::|点|时)\s*(半|\d{1,2})?\s*(?:(?::|分)\s*(\d{1,2})?\s*秒?)?`;

const ONLY_DAY = new RegExp(`^${DAY}$`);
const DAY_AND_TIME = new RegExp(`^${DAY}[\\sT]*${TIME}$`);

/** A day as ISO 8601 writes it; nothing where the text is none. */
export function day(text: string): string | undefined {
  const [, year, month, of] = ONLY_DAY.exec(text) ?? [];
  return year && `${year}-${two(month)}-${two(of)}`;
}

/** An instant as RFC 3339 writes it, on the clock of an offset; nothing where the text is none without an offset of its own. */
export function instant(text: string, offset: string): string | undefined {
  const [, year, month, of, hour, minute, second] = DAY_AND_TIME.exec(text) ?? [];
  return year && `${year}-${two(month)}-${two(of)}T${two(hour)}:${minute === "半" ? "30" : two(minute)}:${two(second)}${offset}`;
}

function two(digits: string | undefined): string {
  return (digits ?? "").padStart(2, "0");
}

const HALF_HOUR = /^半个?小时$/;
const LENGTH = /^(?:(\d+)\s*(?:天|日|d|days?))?\s*(?:(\d+)(个?半)?\s*(?:个?小时|个?钟头|时|h|hours?))?\s*(半)?\s*(?:(\d+)\s*(?:分钟?|m|min|minutes?))?\s*(?:(\d+)\s*(?:秒钟?|s|seconds?))?$/;

/** A length of time as ISO 8601 writes it: `半小时`, `1小时30分`, `2 d`; nothing where the text is none. */
export function length(text: string): string | undefined {
  if (HALF_HOUR.test(text)) return "PT30M";
  const [whole, days, hours, half, halfBehind, minutes, seconds] = LENGTH.exec(text) ?? [];
  if (!whole) return undefined;
  const both = half ?? halfBehind;
  if (both && (!hours || minutes)) return undefined;
  const part = (count: string | undefined, unit: string): string => (count ? `${count}${unit}` : "");
  const time = part(hours, "H") + part(both ? "30" : minutes, "M") + part(seconds, "S");
  const all = part(days, "D") + (time && `T${time}`);
  return all && `P${all}`;
}

const AMOUNT = /^(-?[\d,]*\d(?:\.\d+)?)\s*(万|亿)?\s*元?$/;
const GROUPED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** The digits of an amount in a unit: `15,000元`, `1.5万`; nothing where the text is none, or groups its digits in another way. */
export function amount(text: string, unit: string | undefined): string | undefined {
  if (text.endsWith("元") && unit !== "CNY") return undefined;
  const [, digits, times] = AMOUNT.exec(text) ?? [];
  if (!digits || (digits.includes(",") && !GROUPED.test(digits))) return undefined;
  return shifted(digits.replaceAll(",", ""), times === "万" ? 4 : times === "亿" ? 8 : 0);
}

/** A decimal number times a power of ten, by its digits: no part of it is lost. */
function shifted(digits: string, places: number): string {
  const [whole = "", rest = ""] = digits.split(".");
  const moved = rest.padEnd(places, "0");
  const left = (whole + moved.slice(0, places)).replace(/^(-?)0+(?=\d)/, "$1");
  return moved.length > places ? `${left}.${moved.slice(places)}` : left;
}
