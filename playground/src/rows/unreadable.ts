// Why a file of rows cannot be read, as a code that the page has words for.

/** What is wrong with a file. */
export type Fault = "empty" | "noRows" | "noTable" | "oldExcel" | "brokenExcel" | "encoding" | "openQuote" | "tooLarge";

/** A file that cannot be read. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly code: Fault;

  /** The message holds what the code's words name: a row, or what the library says. */
  constructor(code: Fault, message = "") {
    super(message);
    this.code = code;
  }
}
