import { expect, test } from "vitest";
import { amount, day, instant, length } from "../src/validation/spoken.js";

test("days are read as people write them", () => {
  for (const text of ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", "2026 年 3 月 2 日"]) expect(day(text), text).toBe("2026-03-02");
  for (const text of ["3月2日", "2026年3月", "26/3/2", "2026-03-02T10:30:00+08:00"]) expect(day(text), text).toBeUndefined();
});

test("times without an offset are on the clock of the assessment", () => {
  for (const [text, time] of [["2026-03-02 10:20", "10:20:00"], ["2026/3/2 9:05", "09:05:00"], ["2026年3月2日10点", "10:00:00"], ["2026年3月2日 10点半", "10:30:00"], ["2026年3月2日10时20分", "10:20:00"], ["2026-03-02T10:20:30", "10:20:30"]] as const)
    expect(instant(text, "+08:00"), text).toBe(`2026-03-02T${time}+08:00`);
  for (const text of ["2026-03-02", "10:20", "2026-03-02T10:20:00Z", "2026-03-02 10"]) expect(instant(text, "+08:00"), text).toBeUndefined();
});

test("lengths of time are read in both languages", () => {
  for (const [text, iso] of [["半小时", "PT30M"], ["半个小时", "PT30M"], ["1小时30分", "PT1H30M"], ["1小时30分钟", "PT1H30M"], ["1个半小时", "PT1H30M"], ["40分钟", "PT40M"], ["2天", "P2D"], ["1天2小时", "P1DT2H"], ["45秒", "PT45S"], ["40m", "PT40M"], ["1 h 30 min", "PT1H30M"]] as const)
    expect(length(text), text).toBe(iso);
  for (const text of ["30", "PT1H", "一会儿", "", "1月"]) expect(length(text), text).toBeUndefined();
});

test("amounts are read with 万, 元 and groups of three digits, to the last one", () => {
  for (const [text, digits] of [["1.5万", "15000"], ["15,000元", "15000"], ["3万元", "30000"], ["2亿", "200000000"], ["0.00015万", "1.5"], ["-1,200.50", "-1200.50"], ["0.5万", "5000"]] as const)
    expect(amount(text, "CNY"), text).toBe(digits);
  for (const text of ["约两万", "1,5万", "1,50", "万", "12,34,567"]) expect(amount(text, "CNY"), text).toBeUndefined();
  expect([amount("3元", "storeys"), amount("3万", "persons")]).toEqual([undefined, "30000"]);
});
