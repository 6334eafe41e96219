// The page's side of the protocol, and the only way to stop work: the worker is ended and another one takes its place.

import type { Answer, Remote, Trouble } from "./protocol.js";

/** What went wrong in the worker, or that the work was stopped (`stopped`). */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: string;

  constructor({ code, message }: Trouble) {
    super(message);
    this.code = code;
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: EngineError): void;
}

/** A worker that answers calls, and is replaced when it is stopped or breaks down. */
export class Client<Service> {
  readonly #make: () => Worker;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #next = 1;
  /** The service's methods. */
  readonly call: Remote<Service>;

  constructor(make: () => Worker) {
    this.#make = make;
    const send = (name: string) => (...given: unknown[]) => this.#send(name, given);
    this.call = new Proxy({}, { get: (_, name) => send(String(name)) }) as Remote<Service>;
  }

  /** Ends the worker: every call that waits fails with the code `stopped`. The next call starts another worker. */
  stop(): void {
    this.#end({ code: "stopped", message: "stopped" });
  }

  #send(name: string, given: unknown[]): Promise<unknown> {
    const worker = this.#running();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, arguments: given });
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = this.#make();
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#take(data);
    worker.onerror = (event) => this.#end({ code: "worker", message: event.message || "the worker broke down" });
    this.#worker = worker;
    return worker;
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(new EngineError(answer.error));
    else waiting?.resolve(answer.value);
  }

  #end(trouble: Trouble): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new EngineError(trouble));
  }
}
