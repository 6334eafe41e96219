// A level's sign: as many bars as its place among the levels, so that it is told apart without its colour.

import { shade } from "./ladder.js";

interface LevelSignProps {
  /** From 0, the lowest. */
  rank: number;
  count: number;
}

export function LevelSign({ rank, count }: LevelSignProps) {
  const width = count * 4;
  return (
    <svg class={`sign ${shade(rank, count)}`} viewBox={`0 0 ${width} 12`} width={width} height="12" aria-hidden="true">
      {Array.from({ length: count }, (_, at) => {
        const height = 3 + (9 * at) / Math.max(1, count - 1);
        return <rect key={at} x={at * 4 + 0.5} y={12 - height} width="3" height={height} class={at <= rank ? "on" : "off"} />;
      })}
    </svg>
  );
}
