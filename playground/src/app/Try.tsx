// One incident, and what comes of it.

import { trial, trouble } from "../session/state.js";
import { say } from "./words.js";

export function Try() {
  const found = trial.value;
  if (trouble.value) return <p class="bad" role="alert">{trouble.value}</p>;
  if (!found) return <p role="status">{say("loading")}</p>;
  return <p>{found.assessment.score} {found.assessment.level}</p>;
}
