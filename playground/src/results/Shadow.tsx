// Rules on trial that would have fired: they count for nothing yet.

import type { HitDetail } from "shao-rules";
import { say, told } from "../app/words.js";
import { Fold } from "../components/Fold.js";
import { EntryName, Pointing } from "./Pointing.js";

export function Shadow({ hits }: { hits: readonly HitDetail[] }) {
  if (hits.length === 0) return null;
  return (
    <Fold class="fold" title={`${say("shadow")} (${hits.length})`}>
      {() => <ul>{hits.map((it) => <Pointing key={it.id} id={it.id}>{told(it.reason)} <EntryName id={it.id} /></Pointing>)}</ul>}
    </Fold>
  );
}
