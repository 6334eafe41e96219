// Titles of what reports name by id.

import { told } from "../app/words.js";
import { trial } from "../session/state.js";

/** The title of a level; its id while no title is known. */
export function levelTitle(id: string): string {
  const found = trial.value?.explained.details.levels.find((it) => it.id === id);
  return found ? told(found.title) : id;
}
