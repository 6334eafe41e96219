// What was changed can be taken back, in the order in which it was done.

import { expect, test } from "vitest";
import { change } from "../src/editor/change.js";
import { History } from "../src/session/history.js";

const FIRST = { text: "a", incident: {} as object };

test("steps of different views are taken back in turn, and done again", () => {
  const history = new History(FIRST);
  const second = { ...FIRST, text: "ab" };
  const third = { ...second, incident: { amount: 1 } };
  history.record(second, 0);
  history.record(third, 100);
  expect(history.undo()).toEqual({ state: second, changed: ["incident"] });
  expect(history.undo()).toEqual({ state: FIRST, changed: ["text"] });
  expect([history.undo(), history.canUndo, history.canRedo]).toEqual([undefined, false, true]);
  expect(history.redo()).toEqual({ state: second, changed: ["text"] });
  expect(history.redo()?.state).toBe(third);
  expect(history.redo()).toBeUndefined();
});

test("what is typed without a pause is one step, and a pause begins another", () => {
  const history = new History(FIRST);
  history.record({ ...FIRST, text: "ab" }, 0);
  history.record({ ...FIRST, text: "abc" }, 599);
  history.record({ ...FIRST, text: "abcd" }, 1199);
  expect(history.undo()?.state.text).toBe("abc");
  expect(history.undo()?.state.text).toBe("a");
});

test("what is cut off from what was typed is a step of its own", () => {
  const history = new History(FIRST);
  history.record({ ...FIRST, text: "ab" }, 0);
  history.cut();
  history.record({ ...FIRST, text: "tidy" }, 1);
  expect(history.undo()?.state.text).toBe("ab");
});

test("what is done after a step was taken back takes the place of what came then", () => {
  const history = new History(FIRST);
  history.record({ ...FIRST, text: "b" }, 0);
  history.undo();
  history.record({ ...FIRST, text: "c" }, 1);
  expect(history.canRedo).toBe(false);
  expect(history.undo()?.state.text).toBe("a");
});

test("what is done right after a step back is not mixed with the step before", () => {
  const history = new History(FIRST);
  history.record({ ...FIRST, text: "b" }, 0);
  history.record({ ...FIRST, text: "c" }, 1000);
  history.undo();
  history.record({ ...FIRST, text: "bd" }, 1001);
  expect(history.undo()?.state.text).toBe("b");
});

test("the state as it is, once more, is no step", () => {
  const history = new History(FIRST);
  history.record({ ...FIRST }, 0);
  expect(history.canUndo).toBe(false);
});

test("of a thousand steps the last two hundred states are kept", () => {
  const history = new History({ count: 0 });
  for (let count = 1; count <= 1000; count++) history.record({ count }, count * 1000);
  let back = 0;
  while (history.undo()) back += 1;
  expect(back).toBe(199);
});

test("a text is made into another by one change in between", () => {
  expect(change("points = 45\n", "points = 46\n")).toEqual({ from: 10, to: 11, insert: "6" });
  expect(change("aaa", "aa")).toEqual({ from: 2, to: 3, insert: "" });
  expect(change("", "x")).toEqual({ from: 0, to: 0, insert: "x" });
  for (const [before, now] of [["abcabc", "abc"], ["abc", "abcabc"], ["xay", "xby"], ["哨", "哨兵"]] as const) {
    const { from, to, insert } = change(before, now);
    expect(before.slice(0, from) + insert + before.slice(to)).toBe(now);
  }
});
