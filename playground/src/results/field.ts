// From a result to the fact in the form.

import { fieldId } from "../components/Field.js";
import { factsTab } from "../session/tabs.js";
import { ruleset } from "../session/state.js";
import { locate } from "../validation/values.js";

/** Shows the form at a field, by the name that assessments have for it. */
export function goToField(name: string): void {
  const form = ruleset.peek()?.form;
  const located = form && locate(form, name);
  if (!located) return;
  factsTab.value = "form";
  requestAnimationFrame(() => {
    const control = document.getElementById(fieldId(located.pointer));
    control?.closest("details")?.setAttribute("open", "");
    control?.scrollIntoView({ block: "center" });
    control?.focus();
  });
}
