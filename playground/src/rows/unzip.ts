// What `read-excel-file` unpacks workbooks with: `fflate` would start workers made of texts, which a strict policy forbids.
// Rows are read in a worker of their own anyway.

import { type Unzipped, type UnzipFileFilter, unzipSync } from "fflate/browser";
import { Unreadable } from "./unreadable.js";

/** The most bytes of a workbook's parts: a text of JavaScript cannot be much longer. */
const MOST = 500 * 1024 * 1024;

interface Options {
  filter?: UnzipFileFilter;
}

/** Unpacks an archive, unless it would fill the memory. */
export function unzip(archive: Uint8Array, options: Options | Done, done?: Done): void {
  const filter = typeof options === "function" ? undefined : options.filter;
  const tell = typeof options === "function" ? options : done;
  let sum = 0;
  const kept: UnzipFileFilter = (part) => {
    if (filter?.(part) === false) return false;
    sum += part.originalSize;
    if (sum > MOST) throw new Unreadable("tooLarge");
    return true;
  };
  try {
    tell?.(null, unzipSync(archive, { filter: kept }));
  } catch (error) {
    tell?.(error, {});
  }
}

type Done = (error: unknown, parts: Unzipped) => void;

export { strFromU8 } from "fflate/browser";
