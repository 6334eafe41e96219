// What the assessment was made with.

import type { Explained } from "shao-rules";
import { say } from "../app/words.js";

export function Receipt({ explained: { assessment, digest } }: { explained: Explained }) {
  const { receipt } = assessment;
  const params = Object.entries(receipt.params).map(([name, value]) => `${name} = ${value}`);
  return (
    <dl class="receipt">
      <dt>{say("receiptRuleset")}</dt>
      <dd>{receipt.ruleset} {receipt.version}</dd>
      <dt>{say("asOf")}</dt>
      <dd>{receipt.asOf ?? say("nothing")}</dd>
      <dt>{say("receiptParams")}</dt>
      <dd>{params.join(", ") || say("nothing")}</dd>
      <dt>{say("receiptCalendar")}</dt>
      <dd><code>{receipt.calendar ?? say("nothing")}</code></dd>
      <dt>{say("receiptDigest")}</dt>
      <dd><code>{receipt.digest}</code></dd>
      <dt>{say("receiptContext")}</dt>
      <dd><code>{receipt.context}</code></dd>
      <dt>{say("receiptAssessment")}</dt>
      <dd><code>{digest}</code></dd>
      <dt>{say("receiptEngine")}</dt>
      <dd>{receipt.engine}</dd>
    </dl>
  );
}
