// The page begins: the look, the first sample, the engine.

import { effect } from "@preact/signals";
import { render } from "preact";
import { SAMPLES } from "../samples/samples.js";
import { locale, theme } from "../session/state.js";
import { begin } from "../session/work.js";
import { App, open } from "./App.js";
import { say } from "./words.js";

effect(() => {
  document.documentElement.lang = locale.value;
  document.title = say("title");
});
effect(() => {
  const chosen = theme.value;
  if (chosen) document.documentElement.dataset["theme"] = chosen;
});
await open(SAMPLES[0]!);
begin();
render(<App />, document.getElementById("app")!);
