// Files that a person opens and saves.

/** The largest text that is opened: the engine takes no larger ruleset. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** The text of a file, or why it is not opened. */
export async function textIn(file: Blob): Promise<{ text: string } | { refused: "too-large" | "not-utf8" }> {
  if (file.size > MOST_BYTES) return { refused: "too-large" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { refused: "not-utf8" };
  }
}

/** Saves a text, or bytes, as a file. */
export function save(name: string, text: string | Blob, type = "text/plain"): void {
  const url = URL.createObjectURL(new Blob([text], { type: typeof text === "string" ? `${type};charset=utf-8` : type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
