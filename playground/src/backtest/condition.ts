// The condition of a label, made from a column, a test and a value.

/** The tests; `true` stands alone. */
export const TESTS = ["true", "==", "!=", ">=", ">", "<=", "<"] as const;
export type Test = (typeof TESTS)[number];

/** `grade`, `>=`, `4` as `column("grade") >= 4`. Cells of a table are read as what they are compared with. */
export function conditionOf(column: string, test: Test, value: string): string {
  const name = `column(${JSON.stringify(column)})`;
  return test === "true" ? name : `${name} ${test} ${literal(value.trim())}`;
}

function literal(value: string): string {
  const plain = value === "true" || value === "false" || (value !== "" && Number.isFinite(Number(value)) && /^-?\d+(\.\d+)?$/.test(value));
  return plain ? value : JSON.stringify(value);
}
