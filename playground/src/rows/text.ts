// The text of a file: UTF-8, UTF-16 with its mark, or GB18030, as Excel writes where its language is Chinese.

import { Unreadable } from "./unreadable.js";

/** Bytes that are read at once. */
const SLICE = 1024 * 1024;

/** The bytes of a file, slice by slice. */
export async function* slices(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += SLICE) yield new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
}

/** The encoding that all of a file is in. */
export async function encodingOf(file: Blob): Promise<string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const marked = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;
  for (const encoding of marked ? [marked] : ["utf-8", "gb18030"]) if (await isIn(file, encoding)) return encoding;
  throw new Unreadable("encoding");
}

async function isIn(file: Blob, encoding: string): Promise<boolean> {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    for await (const bytes of slices(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, part by part. */
export async function* texts(file: Blob, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of slices(file)) yield decoder.decode(bytes, { stream: true });
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
