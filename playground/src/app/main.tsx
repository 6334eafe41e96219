// The page begins: the look, the session, the engine, the copy for days without a network.

import { effect } from "@preact/signals";
import { render } from "preact";
import { keepOn, restore } from "../session/session.js";
import { locale, theme, view } from "../session/state.js";
import { beginJudging } from "../session/judging.js";
import { listen } from "../session/undo.js";
import { begin } from "../session/work.js";
import { App } from "./App.js";
import { say } from "./words.js";

effect(() => {
  document.documentElement.lang = locale.value;
  document.title = say("title");
});
effect(() => {
  const chosen = theme.value;
  if (chosen) document.documentElement.dataset["theme"] = chosen;
});
await restore();
begin();
beginJudging();
keepOn();
// On a desk the text stands beside every view, and is none of them.
const desk = matchMedia("(min-width: 900px)");
const leaveText = () => void (desk.matches && view.value === "write" && (view.value = "try"));
desk.addEventListener("change", leaveText);
leaveText();
listen();
render(<App />, document.getElementById("app")!);
// A browser that forbids it works all the same, with a network.
if (import.meta.env.PROD) void navigator.serviceWorker?.register("./sw.js").catch(() => undefined);
