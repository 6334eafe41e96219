// Steps that can be taken back, whatever was changed and wherever: each holds everything, and shares what stayed.

/** The longest pause within one step, in milliseconds: who types on is not taken back letter by letter. */
const PAUSE = 600;
/** The most steps that are kept. */
const MOST = 200;

interface Step<State> {
  state: State;
  /** What the step changed. */
  changed: readonly (keyof State)[];
  /** When it was last added to. */
  at: number;
}

/** The states that a person has gone through, and where among them he stands. */
export class History<State extends object> {
  #steps: Step<State>[];
  #here = 0;

  constructor(state: State) {
    this.#steps = [{ state, changed: [], at: -Infinity }];
  }

  get canUndo(): boolean {
    return this.#here > 0;
  }

  get canRedo(): boolean {
    return this.#here < this.#steps.length - 1;
  }

  /** Takes what is there now. What is changed soon after the last change, of the same things, is the same step. */
  record(state: State, at: number): void {
    const last = this.#steps[this.#here]!;
    const changed = differing(last.state, state);
    if (changed.length === 0) return;
    const goesOn = !this.canRedo && at - last.at < PAUSE && changed.every((it) => last.changed.includes(it));
    this.#steps.length = this.#here + 1;
    if (goesOn) this.#steps[this.#here] = { state, changed: last.changed, at };
    else this.#steps.push({ state, changed, at });
    if (this.#steps.length > MOST) this.#steps.shift();
    this.#here = this.#steps.length - 1;
  }

  /** The state before the last step, and what that step had changed; nothing where there was none. */
  undo(): { state: State; changed: readonly (keyof State)[] } | undefined {
    if (!this.canUndo) return undefined;
    const { changed } = this.#steps[this.#here]!;
    this.#here -= 1;
    return this.#stand(changed);
  }

  /** The state after the step that was taken back last, and what that step changes. */
  redo(): { state: State; changed: readonly (keyof State)[] } | undefined {
    if (!this.canRedo) return undefined;
    this.#here += 1;
    return this.#stand(this.#steps[this.#here]!.changed);
  }

  /** What is done next is a step of its own, however soon it comes. */
  cut(): void {
    this.#steps[this.#here]!.at = -Infinity;
  }

  #stand(changed: readonly (keyof State)[]): { state: State; changed: readonly (keyof State)[] } {
    this.cut();
    return { state: this.#steps[this.#here]!.state, changed };
  }
}

function differing<State extends object>(one: State, other: State): (keyof State)[] {
  return (Object.keys(other) as (keyof State)[]).filter((it) => one[it] !== other[it]);
}
