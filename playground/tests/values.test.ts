import type { FormField } from "shao-rules";
import { describe, expect, test } from "vitest";
import { locate, matches, range, shown, standing, typed } from "../src/validation/values.js";

const field = (type: FormField["type"], more: Partial<FormField> = {}): FormField => ({ name: "fact", path: "/fact", type, title: "事实", sensitive: false, ...more });

describe("what is typed", () => {
  test("is a number where it writes one, full-width digits too", () => {
    expect(typed(field("integer"), " 12 ")).toBe(12);
    expect(typed(field("number"), "３０．５")).toBe(30.5);
  });

  test("is what a person means by it", () => {
    expect(typed(field("number", { unit: "CNY" }), "１．５万")).toBe(15000);
    expect(typed(field("integer", { unit: "CNY" }), "15,000元")).toBe(15000);
    expect(typed(field("date"), "2026年3月2日")).toBe("2026-03-02");
    expect(typed(field("datetime"), "2026/3/2 9：30", "+08:00")).toBe("2026-03-02T09:30:00+08:00");
    expect(typed(field("duration"), "半小时")).toBe("PT30M");
  });

  test("stays as it was typed where the field cannot use it", () => {
    expect(typed(field("number"), "三万")).toBe("三万");
    expect(typed(field("integer"), "9007199254740993")).toBe("9007199254740993");
    expect(typed(field("date"), "2026年3月")).toBe("2026年3月");
    expect(typed(field("duration"), "1月")).toBe("1月");
  });

  test("is nothing where nothing is typed", () => {
    for (const type of ["integer", "text", "date", "textList"] as const) expect(typed(field(type), "")).toBeUndefined();
  });

  test("of a text is the text, spaces and all", () => {
    expect(typed(field("text"), " 全角　１２ ")).toBe(" 全角　１２ ");
  });

  test("of texts is one a line", () => {
    expect(typed(field("textList"), "甲\n\n乙\n")).toEqual(["甲", "乙"]);
  });
});

test("what is shown is read back as the same value", () => {
  for (const [type, value] of [["integer", 12], ["number", 0.5], ["number", "三万"], ["text", "a\nb"], ["date", "2026-03-02"], ["duration", "PT1H"], ["textList", ["甲", "乙"]]] as const)
    expect(typed(field(type), shown(field(type), value))).toEqual(value);
});

test("four states of a fact are told apart", () => {
  const day = field("date", { none: true });
  expect([undefined, null, "none", "2026-03-02"].map((it) => standing(day, it))).toEqual(["absent", "unknown", "none", "given"]);
  expect([undefined, null, [], ["a"]].map((it) => standing(field("enumList"), it))).toEqual(["absent", "unknown", "none", "given"]);
  expect(standing(field("text"), "none")).toBe("given");
});

test("a range is said with the ends that it has", () => {
  expect(range({ min: 0, max: 100 })).toBe("0 … 100");
  expect(range({ min: 0 })).toBe("≥ 0");
  expect(range({ max: 0 })).toBe("≤ 0");
  expect(range({})).toBe("");
});

test("a field is found by name, question or choice", () => {
  const one = field("enum", { ask: "对方是谁？", options: [{ value: "police", title: "公安" }] });
  for (const wanted of ["FACT", "事实", "对方", "公安", " "]) expect(matches(one, wanted)).toBe(true);
  expect(matches(one, "金额")).toBe(false);
  expect(matches(field("records", { items: [one] }), "公安")).toBe(true);
});

test("assessments' names lead to the place in the incident", () => {
  const amount = { ...field("number"), name: "amount", path: "/sum" };
  const list = field("records", { name: "transfers", path: "/case/transfers", items: [amount] });
  const form = { ruleset: "r", version: "1.0.0", digest: "", locale: "zh", title: "", sections: [{ fields: [list] }] };
  expect(locate(form, "transfers[12].amount")).toEqual({ field: amount, pointer: "/case/transfers/12/sum" });
  expect(locate(form, "transfers[12]")?.pointer).toBe("/case/transfers");
  expect(locate(form, "transfers")?.field).toBe(list);
  expect(locate(form, "people")).toBeUndefined();
});
