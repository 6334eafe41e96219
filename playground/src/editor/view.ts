// The editor that stands on the page, for those who move its cursor.

import { signal } from "@preact/signals";
import type { EditorView } from "@codemirror/view";

export const editor = signal<EditorView | undefined>(undefined);
