// A session begins with what a link holds, else with what was kept, else with the first sample; then it is kept.

import { effect, signal } from "@preact/signals";
import { type Shared, sharedIn } from "../persistence/share.js";
import { keep, kept } from "../persistence/storage.js";
import { type Sample, SAMPLES } from "../samples/samples.js";
import { asOf, fileName, incident, locale, text, theme } from "./state.js";
import { asOneStep } from "./undo.js";

/** What the person has to be told of, by the name of its word. */
export const notice = signal<"linkBroken" | "linkTooLong" | "notKept" | "fileTooLarge" | "fileNotUtf8" | "linkCopied" | undefined>(undefined);

/** Opens a sample: its text and its incident. */
export async function openSample(sample: Sample): Promise<void> {
  const found = await sample.text();
  asOneStep(() => {
    text.value = found;
    fileName.value = `${sample.id}.toml`;
    incident.value = sample.incident;
  });
}

/** Begins: sets what the page is about. */
export async function restore(): Promise<void> {
  const last = kept();
  if (last.locale) locale.value = last.locale;
  if (last.theme) theme.value = last.theme;
  const shared = await sharedIn(location.hash);
  if (typeof shared === "object") return openShared(shared);
  if (shared) notice.value = shared === "broken" ? "linkBroken" : "linkTooLong";
  if (last.text === undefined) return openSample(SAMPLES[0]!);
  text.value = last.text;
  if (last.fileName) fileName.value = last.fileName;
  incident.value = last.incident ?? {};
  if (last.asOf) asOf.value = last.asOf;
}

function openShared(shared: Shared): void {
  text.value = shared.text;
  incident.value = shared.incident;
  asOf.value = shared.asOf;
  // What is changed from here on is no longer what the link holds.
  history.replaceState(null, "", location.pathname + location.search);
}

/** Keeps the session whenever something of it changes, a moment after the last change. */
export function keepOn(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => ({ text: text.value, fileName: fileName.value, incident: incident.value, asOf: asOf.value, locale: locale.value, theme: theme.value });
  effect(() => {
    const session = now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!keep(session)) notice.value = "notKept";
    }, 400);
  });
  addEventListener("pagehide", () => keep(now()));
}
