// Data from outside the page, read field by field: what is not as expected is as if it were not there.

export type Fields = Readonly<Record<string, unknown>>;

/** The members of an object; none of anything else. */
export function fields(data: unknown): Fields {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Fields) : {};
}

/** The text of a member. */
export function textOf(data: Fields, name: string): string | undefined {
  const value = data[name];
  return typeof value === "string" ? value : undefined;
}

/** One of some words. */
export function wordOf<Word extends string>(data: Fields, name: string, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === data[name]);
}
