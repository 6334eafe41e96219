// Which two versions are compared: a choice for each, with a file or a pasted text below it.

import { OpenFile } from "../components/OpenFile.js";
import { say as sayPage } from "../app/words.js";
import { textIn } from "../persistence/files.js";
import { SAMPLES } from "../samples/samples.js";
import { now, old, type Origin, swap, type Version } from "../session/compare.js";
import { notice } from "../session/session.js";
import type { Which } from "../engine/comparer.js";
import { say } from "./words.js";

export function Versions() {
  return (
    <div class="versions" role="group" aria-label={say("versions")}>
      <Pick which="old" version={old} />
      <button type="button" class="swap" aria-label={say("swap")} title={say("swap")} onClick={swap}>⇄</button>
      <Pick which="now" version={now} />
    </div>
  );
}

interface PickProps {
  which: Which;
  version: Version;
}

function Pick({ which, version }: PickProps) {
  const origin = version.origin.value;
  return (
    <div class="version">
      <label>
        <span>{say(which)}</span>
        <select value={origin} onChange={(event) => (version.chosen.value = event.currentTarget.value as Origin)}>
          <option value="open">{say("open")}</option>
          <option value="opened">{say("opened")}</option>
          {SAMPLES.map((it) => <option key={it.id} value={`shipped:${it.id}`}>{say("shipped", { name: sayPage(it.name) })}</option>)}
          <option value="file">{say("file")}</option>
          <option value="pasted">{say("pasted")}</option>
        </select>
      </label>
      {origin === "file" && <FromFile which={which} version={version} />}
      {origin === "pasted" && (
        <textarea
          data-apart
          spellcheck={false}
          autocomplete="off"
          rows={3}
          placeholder={say("pasteHere")}
          aria-label={`${say(which)}: ${say("pasted")}`}
          value={version.pasted.value}
          onInput={(event) => (version.pasted.value = event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function FromFile({ which, version }: PickProps) {
  const read = async (file: File): Promise<void> => {
    const found = await textIn(file);
    if ("text" in found) version.file.value = { name: file.name, text: found.text };
    else notice.value = found.refused === "too-large" ? "fileTooLarge" : "fileNotUtf8";
  };
  return (
    <p class="from-file">
      <OpenFile said={say("chooseFile")} label={`${say(which)}: ${say("chooseFile")}`} accept=".toml,text/plain" open={read} />
      <span class={version.file.value ? "name" : "soft"}>{version.file.value?.name ?? say("noFile")}</span>
    </p>
  );
}
