import { expect, test } from "vitest";
import { keep, kept, readKept } from "../src/persistence/storage.js";

function storage(): Storage {
  const all = new Map<string, string>();
  return { getItem: (key: string) => all.get(key) ?? null, setItem: (key: string, value: string) => void all.set(key, value) } as unknown as Storage;
}

test("a session comes back as it was kept", () => {
  const place = storage();
  const session = { text: "format = 1", fileName: "a.toml", incident: { amount: 5 }, asOf: "2026-01-01T00:00:00Z", locale: "zh", theme: "dark" } as const;
  expect(keep(session, () => place)).toBe(true);
  expect(kept(() => place)).toEqual(session);
});

test("cases and the context of a session come back too, and a session of before there were any is read as it was", () => {
  const place = storage();
  const session = {
    text: "format = 1",
    incident: {},
    context: { calendar: { id: "2026", years: [2026], holidays: ["2026-01-01"], workdays: [], source: "the notice" }, params: { limit: 5 } },
    cases: '{"name": "one"}\n',
    casesName: "mine.jsonl",
  };
  keep(session, () => place);
  expect(kept(() => place)).toEqual(session);
  const old = { text: "format = 1", fileName: "fraud.toml", incident: { amount: 5 }, asOf: "2026-01-01T00:00:00Z", locale: "zh" };
  expect(readKept(old)).toEqual(old);
  expect(readKept(old).cases).toBeUndefined();
});

test("a context of others is read member by member", () => {
  const read = (context: unknown) => readKept({ context }).context;
  expect(read({ calendar: "weekdays", params: { a: 1, b: "2" } })).toEqual({ calendar: "weekdays", params: { a: 1 } });
  expect(read({ calendar: { id: "x", years: [1, "2"], holidays: 5 } })).toEqual({ calendar: { id: "x", years: [1], holidays: [], workdays: [] } });
  for (const context of [null, 5, "weekdays", { calendar: "sundays" }, { calendar: { years: [] } }]) expect(read(context)).toEqual({});
});

test("what is stored by others is read member by member", () => {
  expect(readKept({ text: 5, incident: [1], asOf: null, locale: "fr", theme: "dark" })).toEqual({ incident: {}, theme: "dark" });
  for (const data of [null, 5, "x", []]) expect(readKept(data)).toEqual({});
});

test("a browser that forbids storage, or has no room, is no reason to fail", () => {
  const forbidden = (): Storage => {
    throw new Error("denied");
  };
  const full = () => ({ getItem: () => "{", setItem: () => { throw new Error("quota"); } }) as unknown as Storage;
  expect(kept(forbidden)).toEqual({});
  expect(keep({}, forbidden)).toBe(false);
  expect(kept(full)).toEqual({});
  expect(keep({}, full)).toBe(false);
});
