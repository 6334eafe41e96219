// The shipped rulesets and their cases, through the modules that draw them.

import { readFileSync } from "node:fs";
import { Ruleset } from "shao-rules";
import { describe, expect, test } from "vitest";
import { parts, marked } from "../src/results/marks.js";
import { blocks } from "../src/results/waterfall.js";
import { isObject, parse, same } from "../src/validation/json.js";
import { at } from "../src/validation/pointer.js";
import { locate, shown, standing, typed } from "../src/validation/values.js";

const root = new URL("../../rulesets/", import.meta.url);

interface Case {
  name: string;
  asOf: string | undefined;
  incident: Record<string, unknown>;
}

function cases(name: string): Case[] {
  const lines = readFileSync(new URL(`${name}/cases.jsonl`, root), "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const read = parse(line);
    if ("misread" in read || !isObject(read.value["incident"])) return [];
    const { name, asOf, incident } = read.value;
    return [{ name: String(name), asOf: typeof asOf === "string" ? asOf : undefined, incident }];
  });
}

describe.each(["fraud", "housing", "petition"])("%s", async (name) => {
  const ruleset = await Ruleset.load(readFileSync(new URL(`${name}/${name}.toml`, root), "utf8"));
  const form = ruleset.form("zh");
  const all = cases(name).map((it) => ({ ...it, explained: ruleset.explain(it.incident, { asOf: it.asOf }) }));

  test("its cases are there", () => expect(all.length).toBeGreaterThan(20));

  test("the steps end at the score, and hits alone make up what their group counts", () => {
    for (const { name, explained } of all) {
      const steps = blocks(explained.details.score, explained.details.hits, explained.assessment.score).flatMap((it) => it.steps);
      expect([name, steps.at(-1)?.to ?? 0]).toEqual([name, explained.assessment.score]);
      expect([name, steps.filter((it) => it.kind === "hit").length]).toEqual([name, explained.details.hits.length]);
      expect([name, steps.filter((it) => it.kind === "limit")]).toEqual([name, []]);
    }
  });

  test("each open or unusable field has its place in the form", () => {
    for (const { explained } of all)
      for (const { field } of [...explained.details.open, ...explained.details.inputErrors]) expect([field, locate(form, field) !== undefined]).toEqual([field, true]);
  });

  test("what was found in a text is where the engine says, and is marked; what the engine masks is not shown", () => {
    let count = 0;
    for (const { incident, explained } of all)
      for (const { path, reading, finds } of marked(explained.details.hits)) {
        const text = at(incident, path);
        if (typeof text !== "string" || reading.masked) continue;
        const cut = parts(text, finds);
        const masked = finds.filter((it) => it.words.startsWith("****"));
        if (masked.length === 0) expect(cut.map((it) => it.text).join("")).toBe(text);
        for (const find of finds) {
          if (masked.includes(find)) expect(cut.some((it) => it.text.includes(text.slice(find.start, find.end)))).toBe(false);
          else expect(text.slice(find.start, find.end)).toBe(find.words);
        }
        count += cut.filter((it) => it.hits.length > 0).length;
      }
    if (name === "fraud") expect(count).toBeGreaterThan(20);
  });

  test("showing a value and typing it again changes nothing", () => {
    for (const { incident } of all)
      for (const field of form.sections.flatMap((it) => it.fields)) {
        const value = at(incident, field.path);
        const written = !["bool", "enum", "enumList", "records"].includes(field.type) && standing(field, value) === "given";
        if (written && typeof value !== "object" && typeof value !== "boolean") {
          const again = typed(field, shown(field, value));
          // A case may give a number as a text, to see it refused.
          expect(same(again, value) || String(again) === value).toBe(true);
        }
      }
  });
});
