import { expect, test } from "vitest";
import { fragmentOf, MOST_CHARACTERS, sharedIn } from "../src/persistence/share.js";

const SHARED = { text: "format = 1\n# 险𠮷\n", incident: { narrative: "转账", items: [null] }, asOf: "2026-03-02T10:30:00+08:00" };

test("what is shared comes back as it was", async () => {
  const fragment = await fragmentOf(SHARED);
  expect(fragment).toMatch(/^#v1\.[\w-]+$/);
  expect(await sharedIn(fragment)).toEqual(SHARED);
});

test("what it is assessed with comes along", async () => {
  const shared = { ...SHARED, context: { calendar: "weekdays" as const, params: { limit: 5 } } };
  expect(await sharedIn(await fragmentOf(shared))).toEqual(shared);
});

test("no fragment is no shared text, and another one is broken", async () => {
  expect(await sharedIn("")).toBeUndefined();
  for (const fragment of ["#x", "#v2.AAAA", "#v1.", "#v1.***", "#v1.AAAA", `${await fragmentOf(SHARED)}x`.replace("v1.", "v1.A")]) {
    expect(await sharedIn(fragment), fragment).toBe("broken");
  }
});

test("members of the wrong kind are refused or left out", async () => {
  const odd = await fragmentOf({ ...SHARED, text: 5 as never });
  expect(await sharedIn(odd)).toBe("broken");
  const list = await fragmentOf({ ...SHARED, incident: [1] as never });
  expect(await sharedIn(list)).toEqual({ ...SHARED, incident: {} });
});

test("a text that no mail program would carry is refused", async () => {
  const noise = Array.from({ length: 40_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000))).join("");
  expect(await fragmentOf({ ...SHARED, text: noise })).toBe("too-long");
  const most = await fragmentOf({ ...SHARED, text: "a".repeat(1_000_000) });
  expect(most.length).toBeLessThan(MOST_CHARACTERS);
});

test("a small link that would fill the memory is refused", async () => {
  const bomb = await fragmentOf({ ...SHARED, text: "a".repeat(9 * 1024 * 1024) });
  expect(await sharedIn(bomb)).toBe("too-long");
});
