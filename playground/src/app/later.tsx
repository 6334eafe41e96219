// Parts of the page that are fetched when they are first shown.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "./words.js";

/** A component that stands for another one until that has come. */
export function later(fetch: () => Promise<ComponentType>): ComponentType {
  let found: ComponentType | undefined;
  return function Later() {
    const [, arrive] = useState(found !== undefined);
    useEffect(() => {
      if (!found) void fetch().then((it) => ((found = it), arrive(true)));
    }, []);
    const Found = found;
    return Found ? <Found /> : <p role="status">{say("loading")}</p>;
  };
}
