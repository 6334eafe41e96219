import { expect, test } from "vitest";
import { at, put, under } from "../src/validation/pointer.js";

const incident = { people: 12, transfers: [{ amount: 1 }, null], case: { "a/b": { "c~d": true } }, undeclared: { x: 1 } };

test("a pointer finds members, items and names with slashes", () => {
  expect(at(incident, "/transfers/0/amount")).toBe(1);
  expect(at(incident, "/transfers/1")).toBeNull();
  expect(at(incident, "/case/a~1b/c~0d")).toBe(true);
  expect(at(incident, "/transfers/7/amount")).toBeUndefined();
  expect(at(incident, "/people/length")).toBeUndefined();
  expect(at(incident, "/constructor")).toBeUndefined();
});

test("a change leaves the rest as it was, undeclared members too", () => {
  const changed = put(incident, "/transfers/0/amount", 2);
  expect(changed).toEqual({ ...incident, transfers: [{ amount: 2 }, null] });
  expect(changed["undeclared"]).toBe(incident.undeclared);
  expect(incident.transfers[0]).toEqual({ amount: 1 });
});

test("a member keeps its place among the others", () => {
  expect(Object.keys(put(incident, "/people", 13))).toEqual(Object.keys(incident));
});

test("without a value the member or the item is taken out", () => {
  expect(put(incident, "/people", undefined)).not.toHaveProperty("people");
  expect(put(incident, "/transfers/0", undefined)["transfers"]).toEqual([null]);
});

test("what is on the way is made: objects, and an item that was not yet seen", () => {
  expect(put({}, "/case/number", 7)).toEqual({ case: { number: 7 } });
  expect(put(incident, "/transfers/1/amount", 5)["transfers"]).toEqual([{ amount: 1 }, { amount: 5 }]);
});

test("a member of any name is the incident's own", () => {
  const changed = put({}, "/__proto__", { polluted: true });
  expect(Object.keys(changed)).toEqual(["__proto__"]);
  expect(put(incident, under("/case/a~1b", "e/f~"), 1)).toHaveProperty(["case", "a/b", "e/f~"], 1);
});
