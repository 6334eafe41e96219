import { expect, test } from "vitest";
import { Client } from "../src/engine/client.js";
import type { Call } from "../src/engine/protocol.js";

interface Sums {
  add(a: number, b: number): number;
}

/** Workers that answer when they are told to. */
function workers() {
  const made: { calls: Call[]; ended: boolean; worker: Worker }[] = [];
  const make = (): Worker => {
    const entry = { calls: [] as Call[], ended: false, worker: undefined as unknown as Worker };
    entry.worker = {
      postMessage: (call: Call) => void entry.calls.push(call),
      terminate: () => void (entry.ended = true),
    } as unknown as Worker;
    made.push(entry);
    return entry.worker;
  };
  return { made, client: new Client<Sums>(make) };
}

test("a call is answered, whatever came before it", async () => {
  const { made, client } = workers();
  const [first, second] = [client.call.add(1, 2), client.call.add(3, 4)];
  const answer = (data: unknown) => made[0]!.worker.onmessage!({ data } as MessageEvent);
  answer({ id: 2, value: 7 });
  answer({ id: 1, error: { code: "full", message: "no room" } });
  expect(await second).toBe(7);
  await expect(first).rejects.toMatchObject({ code: "full", message: "no room" });
});

test("stopping ends the worker and all that waits; the next call starts another one", async () => {
  const { made, client } = workers();
  const waiting = client.call.add(1, 2);
  client.stop();
  await expect(waiting).rejects.toMatchObject({ code: "stopped" });
  expect(made[0]!.ended).toBe(true);
  const next = client.call.add(1, 2);
  made[1]!.worker.onmessage!({ data: { id: 2, value: 3 } } as MessageEvent);
  expect(await next).toBe(3);
});

test("a worker that breaks down fails its calls and is replaced", async () => {
  const { made, client } = workers();
  const waiting = client.call.add(1, 2);
  made[0]!.worker.onerror!({ message: "out of memory" } as ErrorEvent);
  await expect(waiting).rejects.toMatchObject({ code: "worker", message: "out of memory" });
  void client.call.add(1, 2);
  expect(made).toHaveLength(2);
});
