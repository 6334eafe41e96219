// The link that was shared, in the address as long as it holds what is there: a page that is opened again opens that.

import { effect } from "@preact/signals";
import { fragmentOf, type Refused, type Shared } from "../persistence/share.js";
import { asOf, context, incident, text } from "./state.js";

/** Puts what is there into the address; why not, where it does not fit. */
export async function putIntoAddress(): Promise<Refused | undefined> {
  const held = here();
  const fragment = await fragmentOf(held);
  if (fragment === "too-long" || fragment === "broken") return fragment;
  history.replaceState(null, "", fragment);
  const end = effect(() => {
    if (same(here(), held)) return;
    leaveAddress();
    queueMicrotask(() => end());
  });
  return undefined;
}

/** Takes a link out of the address: what is changed from here on is not what it holds. */
export function leaveAddress(): void {
  history.replaceState(null, "", location.pathname + location.search);
}

function here(): Shared {
  return { text: text.value, incident: incident.value, asOf: asOf.value, context: context.value };
}

function same(one: Shared, other: Shared): boolean {
  return one.text === other.text && one.incident === other.incident && one.asOf === other.asOf && one.context === other.context;
}
