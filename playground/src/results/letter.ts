// A text as the engine writes it, in paragraphs: headings, list entries and what belongs to an entry.

/** A paragraph. */
export interface Paragraph {
  kind: "title" | "heading" | "entry" | "numbered" | "detail" | "text";
  text: string;
}

/** The paragraphs of a text; its first line is its title. */
export function paragraphs(text: string): Paragraph[] {
  return text
    .split("\n")
    .filter((it) => it.trim() !== "")
    .map((line, at) => (at === 0 ? { kind: "title", text: line } : paragraph(line)));
}

function paragraph(line: string): Paragraph {
  if (line.startsWith("## ")) return { kind: "heading", text: line.slice(3) };
  if (line.startsWith("- ")) return { kind: "entry", text: line.slice(2) };
  if (line.startsWith("  ")) return { kind: "detail", text: line.trim() };
  return { kind: /^(\d+\.|\[\d+\]) /.test(line) ? "numbered" : "text", text: line };
}
