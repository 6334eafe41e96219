// How charts look: the colours and letters of the page as they are now, for a canvas knows no style sheet.

import type uPlot from "uplot";

/** Colours by the names that the theme has for them. */
export interface Look {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  rule: string;
  accent: string;
  faint: string;
  font: string;
}

/** The look of the page at the moment. */
export function look(): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return { paper: of("paper"), ink: of("ink"), soft: of("soft"), line: of("line"), rule: of("rule"), accent: of("accent"), faint: of("faint"), font: of("sans") };
}

/** An axis. */
export function axis(look: Look, label: string, values?: uPlot.Axis.Values): uPlot.Axis {
  return {
    label,
    labelSize: 20,
    labelGap: 2,
    size: 44,
    stroke: look.soft,
    font: `11px ${look.font}`,
    labelFont: `12px ${look.font}`,
    grid: { stroke: look.line, width: 1 },
    ticks: { stroke: look.rule, width: 1, size: 4 },
    ...(values ? { values } : {}),
  };
}

/** An axis that lies below its chart, where marks are no wider than a line of text. */
export function flat(axis: uPlot.Axis): uPlot.Axis {
  return { ...axis, size: 28 };
}

/** Marks of an axis of shares, in percent. */
export const percents: uPlot.Axis.Values = (_, marks) => marks.map((it) => `${Math.round(it * 100)}%`);
