// A session begins with what a link holds, else with what was kept, else with the first sample; then it is kept.

import { effect, signal } from "@preact/signals";
import { type Shared, sharedIn } from "../persistence/share.js";
import { keep, type Kept, kept } from "../persistence/storage.js";
import { type Sample, SAMPLES } from "../samples/samples.js";
import { takeCases } from "./cases.js";
import { lesson } from "./lesson.js";
import { leaveAddress } from "./link.js";
import { sample } from "./sample.js";
import { asOf, cases, casesName, context, fileName, incident, locale, opened, text, theme } from "./state.js";
import { asOneStep, remember } from "./undo.js";

/** What the person has to be told of, by the name of its word. */
export const notice = signal<"linkBroken" | "linkTooLong" | "notKept" | "fileTooLarge" | "fileNotUtf8" | "noIncident" | "sampleOpened" | "linkCopied" | "linkInAddress" | "linkOpened" | undefined>(undefined);

/** Opens a sample: its text, its cases and its incident. */
export async function openSample(wanted: Sample): Promise<void> {
  const [found, lines] = await Promise.all([wanted.text(), wanted.cases()]);
  asOneStep(() => {
    text.value = opened.value = found;
    fileName.value = `${wanted.id}.toml`;
    incident.value = wanted.incident;
    context.value = {};
    takeCases(lines);
  });
}

/** Opens a ruleset of the person's own, which has no cases but those in its text. */
export function openText(name: string, found: string): void {
  asOneStep(() => {
    text.value = opened.value = found;
    fileName.value = name;
    takeCases("");
  });
}

/** Begins: sets what the page is about. A link is opened over what was kept as a step that can be taken back. */
export async function restore(): Promise<void> {
  const last = kept();
  if (last.locale) locale.value = last.locale;
  if (last.theme) theme.value = last.theme;
  const shared = await sharedIn(location.hash);
  const link = typeof shared === "object" ? shared : undefined;
  if (last.text !== undefined) await openKept(last, last.text);
  else if (link) openShared(link, last);
  else await welcome();
  remember();
  if (last.text !== undefined && link) asOneStep(() => openShared(link, last));
  if (shared === "broken" || shared === "too-long") notice.value = shared === "broken" ? "linkBroken" : "linkTooLong";
}

async function openKept(last: Kept, kept: string): Promise<void> {
  text.value = kept;
  if (last.fileName) fileName.value = last.fileName;
  incident.value = last.incident ?? {};
  if (last.asOf) asOf.value = last.asOf;
  if (last.context) context.value = last.context;
  await openCases(last);
}

/** The cases that were kept. A session of before they were has those of the sample that it began with. */
async function openCases({ cases: lines, casesName: name }: Kept): Promise<void> {
  takeCases(lines ?? (await sample.peek()?.cases()) ?? "", name);
}

/** Who has never been here is led through the first sample. */
async function welcome(): Promise<void> {
  await openSample(SAMPLES[0]!);
  lesson.value = { of: SAMPLES[0]!.id, step: 0 };
}

/** Opens what a link holds. Cases are in none: who has its text already keeps the cases that are beside it. */
function openShared(shared: Shared, last: Kept): void {
  text.value = opened.value = shared.text;
  incident.value = shared.incident;
  asOf.value = shared.asOf;
  context.value = shared.context ?? {};
  const isSame = shared.text === last.text;
  if (isSame && last.fileName) fileName.value = last.fileName;
  takeCases((isSame && last.cases) || "", isSame ? last.casesName : undefined);
  leaveAddress();
  if (last.text !== undefined && !isSame) notice.value = "linkOpened";
}

/** Keeps the session whenever something of it changes, a moment after the last change. */
export function keepOn(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): Kept => ({
    text: text.value,
    fileName: fileName.value,
    incident: incident.value,
    asOf: asOf.value,
    context: context.value,
    cases: cases.value,
    casesName: casesName.value,
    locale: locale.value,
    theme: theme.value,
  });
  effect(() => {
    const session = now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!keep(session)) notice.value = "notKept";
    }, 400);
  });
  addEventListener("pagehide", () => keep(now()));
}
