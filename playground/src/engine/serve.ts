// The worker's side of the protocol.

import type { Answer, Call, Trouble } from "./protocol.js";

interface Port {
  postMessage(message: Answer): void;
  onmessage: ((event: MessageEvent<Call>) => void) | null;
}

/** Answers calls with the methods of a service, one after the other. */
export function serve(port: Port, service: object): void {
  const methods = service as Record<string, (...given: unknown[]) => unknown>;
  let last: Promise<void> = Promise.resolve();
  const answer = async ({ id, name, arguments: given }: Call): Promise<void> => {
    try {
      const value = await methods[name]!.apply(service, given);
      port.postMessage({ id, value });
    } catch (error) {
      port.postMessage({ id, error: trouble(error) });
    }
  };
  port.onmessage = (event) => {
    last = last.then(() => answer(event.data));
  };
}

function trouble(error: unknown): Trouble {
  if (!(error instanceof Error)) return { code: "failed", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "failed";
  return { code, message: error.message };
}
