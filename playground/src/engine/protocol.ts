// What page and worker say to each other: calls by name, each answered once.

/** A call of the service. */
export interface Call {
  id: number;
  name: string;
  arguments: unknown[];
}

/** Its answer: a value, or what went wrong. */
export type Answer = { id: number; value: unknown } | { id: number; error: Trouble };

/** What went wrong, as data that can be sent. */
export interface Trouble {
  code: string;
  message: string;
}

/** A service as the page sees it: the same methods, each with a promise. */
export type Remote<Service> = {
  [Name in keyof Service as Service[Name] extends (...given: never[]) => unknown ? Name : never]: Service[Name] extends (
    ...given: infer Given
  ) => infer Value
    ? (...given: Given) => Promise<Awaited<Value>>
    : never;
};
