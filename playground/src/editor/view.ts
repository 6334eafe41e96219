// The editor that stands on the page, and what is asked of its author, for those who stand around it.

import { signal } from "@preact/signals";
import type { EditorView } from "@codemirror/view";
import type { Place } from "shao-rules";

export const editor = signal<EditorView | undefined>(undefined);

/** Whether the table stands in front of the text. */
export const asTable = signal(false);

/** Whether a name was asked about where the cursor is at none; until it moves. */
export const noName = signal(false);

/** The name that is being changed: where it stands, what it is, at how many places. */
export const renaming = signal<{ place: Place; name: string; count: number } | undefined>(undefined);
