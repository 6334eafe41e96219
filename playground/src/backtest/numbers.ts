// Numbers as people read them.

import { locale } from "../session/state.js";

/** A count: `100,000`. */
export function count(number: number): string {
  return number.toLocaleString(locale.value);
}

/** A share, in percent: `12.5%`; a dash where there is none. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${(share * 100).toFixed(1)}%`;
}

/** A figure with three digits after the point, as the command writes it; a dash where there is none. */
export function figure(number: number | null | undefined): string {
  return number === null || number === undefined ? "–" : number.toFixed(3);
}

/** A number with two digits after the point; a dash where there is none. */
export function decimal(number: number | null | undefined): string {
  return number === null || number === undefined ? "–" : number.toFixed(2);
}
