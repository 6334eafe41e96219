// A fact that was read, and a source that was cited, in a line.

import type { BasisDetail, Reading as Read } from "shao-rules";
import { say, told } from "../app/words.js";

/** What a name stood for: its value, or what was found in it. */
export function Reading({ reading }: { reading: Read }) {
  const found = (reading.searches ?? []).flatMap((it) => it.found.map((place) => place.text));
  const title = reading.title ? told(reading.title) : reading.name;
  const searched = reading.searches !== undefined && reading.searches.length > 0;
  return (
    <span class="reading">
      <span title={reading.name}>{title}</span>
      {": "}
      {searched ? found.length > 0 ? <q>{[...new Set(found)].join(" · ")}</q> : <span class="soft">{say("notFound")}</span> : <strong>{told(reading.text)}</strong>}
      {searched && <code class="soft"> {(reading.searches ?? []).map((it) => it.name).join(" ")}</code>}
    </span>
  );
}

/** A clause of a source. */
export function Basis({ basis }: { basis: BasisDetail }) {
  return (
    <span class="basis">
      § {told(basis.title)}
      {basis.clause && ` ${basis.clause}`}
      {basis.status !== "read" && <span class="soft"> ({say(basis.status)})</span>}
    </span>
  );
}
