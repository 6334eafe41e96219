// A ruleset and an incident in the fragment of a link, compressed. Browsers never send a fragment to a server.
// The cases file stays behind: it is often longer than the ruleset, and a link is to be short. It is saved as a file.

import { type Context, contextIn } from "./context.js";
import { fields, textOf } from "./read.js";

/** What a link holds. */
export interface Shared {
  text: string;
  incident: Record<string, unknown>;
  asOf: string;
  /** Left out where there is nothing in it. */
  context?: Context | undefined;
}

/** Why a link cannot be made or read. */
export type Refused = "too-long" | "broken";

/** What stands before the content: the version of its form. */
const MARK = "#v1.";
/** The most characters of a link's content: mail and chat programs cut longer ones. */
export const MOST_CHARACTERS = 64_000;
/** The most bytes that a link's content may become, so that a small link cannot fill the memory. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The fragment that holds it all, or why there is none. */
export async function fragmentOf(shared: Shared): Promise<string | Refused> {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const packed = await through(bytes, new CompressionStream("deflate-raw"), Infinity);
  const content = base64(packed!);
  return content.length > MOST_CHARACTERS ? "too-long" : MARK + content;
}

/** What a fragment holds; nothing where it is no shared one. */
export async function sharedIn(fragment: string): Promise<Shared | Refused | undefined> {
  if (fragment === "" || fragment === "#") return undefined;
  if (!fragment.startsWith(MARK)) return "broken";
  try {
    const bytes = await through(unbase64(fragment.slice(MARK.length)), new DecompressionStream("deflate-raw"), MOST_BYTES);
    if (!bytes) return "too-long";
    const found = fields(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    const [text, asOf] = [textOf(found, "text"), textOf(found, "asOf")];
    return text === undefined || asOf === undefined ? "broken" : { text, asOf, incident: { ...fields(found["incident"]) }, ...("context" in found && { context: contextIn(found["context"]) }) };
  } catch {
    return "broken";
  }
}

/** Bytes sent through a stream; nothing where more comes out than allowed. */
async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let [length, step] = [0, await reader.read()]; !step.done; step = await reader.read()) {
    length += step.value.length;
    if (length > most) return void (await reader.cancel());
    parts.push(step.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unbase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
}
