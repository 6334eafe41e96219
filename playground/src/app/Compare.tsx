// Two versions of a ruleset: what differs, and what that does to the loaded reports.

import "../compare/compare.css";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Differences } from "../compare/Differences.js";
import { Movement } from "../compare/Movement.js";
import { Status } from "../compare/Status.js";
import { Versions } from "../compare/Versions.js";
import { Tabs } from "../components/Tabs.js";
import { beginComparing } from "../session/comparing.js";

const NAMES = ["differences", "movement"] as const;
const tab = signal<(typeof NAMES)[number]>("differences");

export function Compare() {
  useEffect(beginComparing, []);
  return (
    <div class="compare">
      <div class="compare-head">
        <Versions />
        <Status />
      </div>
      <Tabs label="compare" names={NAMES} chosen={tab.value} choose={(it) => (tab.value = it)}>
        {tab.value === "differences" ? <Differences /> : <Movement />}
      </Tabs>
    </div>
  );
}
