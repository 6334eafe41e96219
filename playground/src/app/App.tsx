// The page: the text on the left, what comes of it on the right; on a phone one of them at a time.

import { ACROSS, rove } from "../components/rove.js";
import { Editor } from "../editor/Editor.js";
import { Outline } from "../editor/Outline.js";
import { Problems } from "../editor/Problems.js";
import { Table } from "../editor/Table.js";
import { Tools } from "../editor/Tools.js";
import { asTable } from "../editor/view.js";
import { goToResult } from "../session/open.js";
import { failing } from "../session/cases.js";
import { isNarrow, locale, theme, type View, view } from "../session/state.js";
import { can, redo, undo } from "../session/undo.js";
import { Files, Notice } from "./Files.js";
import { say } from "./words.js";
import { Samples } from "./Samples.js";
import { Try } from "./Try.js";
import { later } from "./later.js";
import { Lesson } from "./Lesson.js";

function Steps() {
  return (
    <span class="steps">
      {/* Not disabled where there is nothing to do, so that the keyboard stays where it is. */}
      <button type="button" title={`${say("undo")} (Ctrl-Z)`} aria-label={say("undo")} aria-disabled={!can.value.undo} onClick={undo}>↶</button>
      <button type="button" title={`${say("redo")} (Ctrl-Y)`} aria-label={say("redo")} aria-disabled={!can.value.redo} onClick={redo}>↷</button>
    </span>
  );
}

function Top() {
  return (
    <header class="top">
      <h1>{say("title")}</h1>
      <Samples />
      <Files />
      <Steps />
      <span class="room" />
      <button type="button" onClick={() => (theme.value = theme.value === "dark" ? "light" : "dark")} aria-label={say("theme")} title={say("theme")}>◐</button>
      <button type="button" lang={locale.value === "zh" ? "en" : "zh"} onClick={() => (locale.value = locale.value === "zh" ? "en" : "zh")}>{say("language")}</button>
    </header>
  );
}

const VIEWS: readonly View[] = ["write", "try", "test", "backtest", "compare"];

/** The views that come when they are first looked at. */
const Test = later(async () => (await import("./Test.js")).Test);
const Backtest = later(async () => (await import("./Backtest.js")).Backtest);
const Compare = later(async () => (await import("./Compare.js")).Compare);

/** The view beside the text. */
function Side() {
  switch (view.value) {
    case "test":
      return <Test />;
    case "backtest":
      return <Backtest />;
    case "compare":
      return <Compare />;
    default:
      return <Try />;
  }
}

/** The name of the view beside the text: on a phone the text may be shown in its place. */
function beside(): Exclude<View, "write"> {
  return view.value === "write" ? "try" : view.value;
}

/** What the tab of the cases is called where some fail; else its own text says it. */
function testName(): string | undefined {
  return failing.value > 0 ? say("testFails", { count: failing.value }) : undefined;
}

function Tabs() {
  // On a desk the text has no tab.
  const stop = isNarrow() ? view.value : beside();
  return (
    <nav class="tabs" aria-label={say("views")}>
      <div role="tablist" onKeyDown={(event) => rove(event, event.currentTarget, "[role=tab]", ACROSS)?.click()}>
      {VIEWS.map((it) => (
        <button key={it} type="button" role="tab" id={`tab-${it}`} aria-selected={view.value === it} tabIndex={it === stop ? 0 : -1} aria-controls={`view-${it}`} aria-label={it === "test" ? testName() : undefined} onClick={() => (view.value = it)}>
          {say(it)}
          {it === "test" && failing.value > 0 && <span class="bad"> · {failing.value} ✗</span>}
        </button>
      ))}
      </div>
    </nav>
  );
}

export function App() {
  return (
    <div class="page" data-view={view.value}>
      <button type="button" class="skip" onClick={goToResult}>{say("skip")}</button>
      <Top />
      <Notice />
      <Lesson />
      <Tabs />
      <main>
        <section class="write" id="view-write" aria-label={say("write")}>
          <Outline />
          <div class="text">
            <Tools />
            <div class="paper">
              <Editor />
              {asTable.value && <Table />}
            </div>
            <Problems />
          </div>
        </section>
        <section class="side" id={`view-${beside()}`} aria-label={say(beside())}>
          <Side />
        </section>
      </main>
    </div>
  );
}
