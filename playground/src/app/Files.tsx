// Open, save, share.

import { OpenFile } from "../components/OpenFile.js";
import { save, textIn } from "../persistence/files.js";
import { putIntoAddress } from "../session/link.js";
import { notice, openText } from "../session/session.js";
import { fileName, text } from "../session/state.js";
import { say } from "./words.js";

async function openFile(file: File): Promise<void> {
  const found = await textIn(file);
  if ("text" in found) openText(file.name, found.text);
  else notice.value = found.refused === "too-large" ? "fileTooLarge" : "fileNotUtf8";
}

async function share(): Promise<void> {
  if (await putIntoAddress()) {
    notice.value = "linkTooLong";
    return;
  }
  const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
  notice.value = copied ? "linkCopied" : "linkInAddress";
}

export function Files() {
  return (
    <>
      <OpenFile said={say("openFile")} accept=".toml,text/plain" open={openFile} />
      <button type="button" onClick={() => save(fileName.value, text.value)}>{say("saveFile")}</button>
      <button type="button" onClick={() => void share()}>{say("share")}</button>
    </>
  );
}

/** What has to be said once, until it is put away. */
export function Notice() {
  const said = notice.value;
  // What is there already and is filled is told by screen readers; what comes filled is not.
  return (
    <div role="status">
      {said && (
        <p class="notice">
          {say(said)} <button type="button" onClick={() => (notice.value = undefined)} aria-label={say("close")}>✕</button>
        </p>
      )}
    </div>
  );
}
