// A level as it is called, with its sign.

import { told } from "../app/words.js";
import { LevelSign } from "../results/LevelSign.js";
import { trial } from "../session/state.js";
import { ran } from "./state.js";

/** The title of a level of the text at work; its id, where it has no such level any more. */
export function titleOf(level: string): string {
  const found = trial.value?.explained.details.levels.find((it) => it.id === level);
  return found ? told(found.title) : level;
}

export function Level({ id }: { id: string }) {
  const levels = ran.value?.results.levels ?? [];
  return (
    <span class="level-name">
      <LevelSign rank={levels.findIndex((it) => it.level === id)} count={levels.length} /> {titleOf(id)}
    </span>
  );
}
