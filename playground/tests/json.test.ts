import { describe, expect, test } from "vitest";
import { number, parse, print, same } from "../src/validation/json.js";

const value = (text: string): unknown => {
  const read = parse(text);
  if ("misread" in read) throw new Error(`${read.misread.mistake} at ${read.misread.line}:${read.misread.column}`);
  return read.value;
};
const mistake = (text: string): string => {
  const read = parse(text);
  return "value" in read ? "none" : `${read.misread.mistake} ${read.misread.line}:${read.misread.column} ${read.misread.found}`;
};

describe("an incident's JSON", () => {
  test("says what JSON.parse says", () => {
    for (const text of ['{}', ' { "a" : [ 1 , -2.5e3, true, false, null, "\\u4e2d\\n\\"" ] , "b":{"c":{}} } ', '{"":""}', '{"a":0.1,"b":1e21,"c":-0}'])
      expect(value(text)).toEqual(JSON.parse(text));
  });

  test("has members of any name as its own", () => {
    const read = value('{"__proto__": {"polluted": true}}');
    expect(Object.keys(Object(read))).toEqual(["__proto__"]);
    expect(Object(read)["polluted"]).toBeUndefined();
  });

  test("is told where it goes wrong, by line and column", () => {
    expect(mistake('{\n  "people": 12,\n}')).toBe("unexpected 3:1 }");
    expect(mistake('{"a": 1 "b": 2}')).toBe('unexpected 1:9 "b":');
    expect(mistake('{"a": tru}')).toBe("unexpected 1:7 tru");
    expect(mistake('{"a": 012}')).toBe("unexpected 1:7 012");
    expect(mistake('{"a": "x')).toBe("unfinished 1:9 ");
    expect(mistake('{"a": "x\ny"}')).toBe("control 1:9 ");
    expect(mistake('{"a": "\\q"}')).toBe('escape 1:8 \\q"');
    expect(mistake("")).toBe("unfinished 1:1 ");
    expect(mistake("[1]")).toBe("noObject 1:1 [1");
    expect(mistake("{} x")).toBe("unexpected 1:4 x");
  });

  test("does not lose the first of two members of one name", () => {
    expect(mistake('{"people": 3, "people": 300}')).toBe('twice 1:15 "people":');
  });

  test("does not hold a number that would become another one", () => {
    expect(mistake('{"people": 9007199254740993}')).toBe("inexact 1:12 9007199254740993");
    expect(mistake('{"people": 1e999}')).toBe("inexact 1:12 1e999");
    expect(value('{"people": 9007199254740992}')).toEqual({ people: 9007199254740992 });
  });

  test("may be nested as deep as any incident and no deeper than the stack", () => {
    const deep = (levels: number): string => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    expect(mistake(deep(50))).toBe("none");
    expect(mistake(deep(100_000))).toMatch(/^deep/);
  });

  test("is read again as it was printed", () => {
    const incident = { people: 12, transfers: [null, { amount: 0.5 }], note: "行\n二", none: [] };
    expect(value(print(incident))).toEqual(incident);
  });
});

test("a number is kept only where it stays the same", () => {
  expect(number("12")).toBe(12);
  expect(number("-0.5")).toBe(-0.5);
  expect(number("9007199254740993")).toBeUndefined();
  expect(number("1e400")).toBeUndefined();
  for (const text of ["", "1,000", "0x10", "1.", ".5", "Infinity", " 1", "1 2"]) expect(number(text)).toBeUndefined();
});

test("two values say the same whatever the order of their members", () => {
  expect(same({ a: 1, b: [null, { c: "x" }] }, { b: [null, { c: "x" }], a: 1 })).toBe(true);
  expect(same({ a: undefined }, { b: undefined })).toBe(false);
  expect(same([1], [1, 2])).toBe(false);
  expect(same(null, {})).toBe(false);
  expect(same([], {})).toBe(false);
});
