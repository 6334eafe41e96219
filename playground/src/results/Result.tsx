// All that comes of the incident, the most urgent first.

import type { ComponentChildren } from "preact";
import { say, type Word } from "../app/words.js";
import { Fold } from "../components/Fold.js";
import type { Trial } from "../engine/desk.js";
import { Actions } from "./Actions.js";
import { Deadlines } from "./Deadlines.js";
import { Faults } from "./Faults.js";
import { Narrative } from "./Narrative.js";
import { Next } from "./Next.js";
import { Open } from "./Open.js";
import { Receipt } from "./Receipt.js";
import { Shadow } from "./Shadow.js";
import { Waterfall } from "./Waterfall.js";

export function Result({ trial: { assessment, explained } }: { trial: Trial }) {
  const { details } = explained;
  const applying = details.deadlines.filter((it) => it.applies);
  return (
    <div class="result">
      <Faults assessment={assessment} details={details} />
      <Part title="next"><Next next={details.next} /></Part>
      <Part title="why">
        <Waterfall assessment={assessment} details={details} />
        <Narrative hits={details.hits} />
        <Shadow hits={details.shadow} />
      </Part>
      <Part title="actions"><Actions actions={details.actions} /></Part>
      {applying.length > 0 && <Part title="deadlines"><Deadlines deadlines={applying} /></Part>}
      {details.open.length > 0 && <Fold class="fold" title={`${say("open")} (${details.open.length})`}>{() => <Open details={details} />}</Fold>}
      <Fold class="fold" title={say("receipt")}>{() => <Receipt explained={explained} />}</Fold>
    </div>
  );
}

interface PartProps {
  title: Word;
  children: ComponentChildren;
}

function Part({ title, children }: PartProps) {
  return (
    <section aria-label={say(title)}>
      <h2>{say(title)}</h2>
      {children}
    </section>
  );
}
