// The cases of the ruleset, what is proved of it, and what no case exercises; all of it in step with the text.

import "../cases/cases.css";
import { signal } from "@preact/signals";
import { CaseFiles } from "../cases/CaseFiles.js";
import { CaseList } from "../cases/CaseList.js";
import { Coverage } from "../cases/Coverage.js";
import { Head } from "../cases/Head.js";
import { Properties } from "../cases/Properties.js";
import { Tabs } from "../components/Tabs.js";
import type { CaseReport } from "shao-rules";
import { judged } from "../session/cases.js";
import { say } from "./words.js";

const NAMES = ["cases", "properties", "coverage"] as const;
const tab = signal<(typeof NAMES)[number]>("cases");

export function Test() {
  const found = judged.value?.report;
  return (
    <div class="test">
      <Head />
      <Tabs label="test" names={NAMES} chosen={tab.value} choose={(it) => (tab.value = it)} beside={tab.value === "cases" && <CaseFiles />}>
        {found ? <Shown report={found} /> : <p role="status">{say("loading")}</p>}
      </Tabs>
    </div>
  );
}

function Shown({ report }: { report: CaseReport }) {
  switch (tab.value) {
    case "properties":
      return <Properties />;
    case "coverage":
      return <Coverage coverage={report.coverage} />;
    default:
      return <CaseList report={report} />;
  }
}
