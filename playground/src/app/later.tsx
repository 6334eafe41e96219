// Parts of the page that are fetched when they are first shown.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "./words.js";

/** A component that stands for another one until that has come; where it does not come, it can be fetched once more. */
export function later(fetch: () => Promise<ComponentType>): ComponentType {
  let found: ComponentType | undefined;
  return function Later() {
    const [standing, setStanding] = useState<"waiting" | "here" | "failed">(found ? "here" : "waiting");
    useEffect(() => {
      if (standing !== "waiting") return;
      fetch().then((it) => ((found = it), setStanding("here")), () => setStanding("failed"));
    }, [standing]);
    const Found = found;
    if (Found) return <Found />;
    if (standing === "waiting") return <p role="status">{say("loading")}</p>;
    return <p role="alert">⚠︎ {say("notFetched")} <button type="button" onClick={() => setStanding("waiting")}>{say("again")}</button></p>;
  };
}
