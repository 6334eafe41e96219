// The ruleset's text: CodeMirror in a shadow root, so that its styles need no wider policy.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../app/words.js";
import { judged } from "../session/cases.js";
import { locale, marksShown, pointed, snapshot, text } from "../session/state.js";
import { redo, undo } from "../session/undo.js";
import { answers } from "./answers.js";
import { change } from "./change.js";
import { colours, show } from "./colours.js";
import { coverage, showCoverage, takeCoverage } from "./coverage.js";
import { look } from "./look.js";
import { lightEntry, pointing } from "./pointing.js";
import { askName } from "./Tools.js";
import { asTable, editor, noName } from "./view.js";

function extensions() {
  return [
    lineNumbers(),
    lintGutter(),
    coverage,
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    closeBrackets(),
    colours,
    answers,
    pointing,
    look,
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ "aria-label": say("editor"), tabindex: "0" }),
    // Escape, then Tab leaves the editor.
    keymap.of([{ key: "F2", run: (view) => (void askName(view), true) }]),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
    EditorView.domEventHandlers({ beforeinput: byMenu }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged || update.selectionSet) noName.value = false;
      if (update.docChanged) text.value = update.state.doc.toString();
    }),
  ];
}

/** Undo and redo of a keyboard on glass, or of a menu: what the browser remembers is not what the page does. */
function byMenu(event: InputEvent): boolean {
  if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
  event.preventDefault();
  if (event.inputType === "historyUndo") undo();
  else redo();
  return true;
}

/** Takes a text that came from elsewhere: a sample, a file, a step undone. What is changed is shown, another text from its top. */
function take(view: EditorView, now: string): void {
  const before = view.state.doc.toString();
  if (now === before) return;
  const changes = change(before, now);
  const isAnother = changes.to - changes.from > before.length / 2;
  view.dispatch({ changes, selection: { anchor: isAnother ? 0 : changes.from + changes.insert.length }, scrollIntoView: true });
}

export function Editor() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = place.current!.shadowRoot ?? place.current!.attachShadow({ mode: "open" });
    const view = new EditorView({ state: EditorState.create({ doc: text.peek(), extensions: extensions() }), parent: root, root });
    editor.value = view;
    const follows = [
      effect(() => take(view, text.value)),
      effect(() => {
        const found = snapshot.value;
        if (found) show(view, found);
      }),
      effect(() => lightEntry(view, pointed.value)),
      effect(() => {
        void locale.value;
        // Results of a text that was typed on meanwhile are followed by others.
        if (judged.value?.text === text.peek()) takeCoverage(view, judged.value.report.coverage);
      }),
      effect(() => showCoverage(view, marksShown.value)),
    ];
    return () => {
      for (const end of follows) end();
      editor.value = undefined;
      view.destroy();
    };
  }, []);
  // Behind the table nothing can be typed.
  return <div class="editor" ref={place} inert={asTable.value} />;
}
