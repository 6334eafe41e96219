// Working days and parameters of the assessment: the person's own choice, or those of the case that was opened.

import { say } from "../app/words.js";
import { context } from "../session/state.js";

/** No calendar of a ruleset's author begins with a colon. */
const NONE = ":none";

export function Context() {
  const { calendar, params } = context.value;
  const own = typeof calendar === "object" ? calendar : undefined;
  const chosen = own?.id ?? (calendar ? "weekdays" : NONE);
  const choose = (id: string): void => {
    const { calendar: _, ...rest } = context.peek();
    context.value = id === NONE ? rest : { ...rest, calendar: own && id === own.id ? own : "weekdays" };
  };
  return (
    <>
      <label class="days">
        {say("workingDays")}{" "}
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          <option value={NONE}>{say("noDays")}</option>
          {own?.id !== "weekdays" && <option value="weekdays">{say("weekdays")}</option>}
          {own && <option value={own.id}>{own.id === "weekdays" ? say("weekdays") : own.id}</option>}
        </select>
      </label>
      {params && <Params params={params} />}
    </>
  );
}

function Params({ params }: { params: Readonly<Record<string, number>> }) {
  const drop = (): void => {
    const { params: _, ...rest } = context.peek();
    context.value = rest;
  };
  const said = Object.entries(params).map(([name, value]) => `${name} = ${value}`).join(say("comma"));
  return (
    <span class="tag">
      {say("params")}: {said} <button type="button" class="link" onClick={drop} aria-label={`${say("remove")}: ${say("params")}`}>✕</button>
    </span>
  );
}
