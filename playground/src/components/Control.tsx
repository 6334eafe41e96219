// The control of a field by its type.

import type { FormField } from "shao-rules";
import { Checks } from "./Checks.js";
import { Choice, YesNo } from "./Choice.js";
import { Entry } from "./Entry.js";

/** What a control is given. */
export interface ControlProps {
  field: FormField;
  value: unknown;
  /** The id of the control; its label's is `<id>-label`. */
  id: string;
  /** The ids of what describes it. */
  describedBy: string | undefined;
  bad: boolean;
  /** Takes a new value; none takes it out. */
  set(value: unknown): void;
}

/** Any control but that of records. */
export function Control(props: ControlProps) {
  switch (props.field.type) {
    case "bool":
      return <YesNo {...props} />;
    case "enum":
      return <Choice {...props} />;
    case "enumList":
      return <Checks {...props} />;
    default:
      return <Entry {...props} />;
  }
}
