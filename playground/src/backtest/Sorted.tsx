// The head of a column that a table can be sorted by.

import { say } from "./words.js";

interface SortedProps {
  said: string;
  /** How the table is sorted by it; none where it is not. */
  order: "ascending" | "descending" | undefined;
  class?: string;
  sort(): void;
}

export function Sorted({ said, order, class: name, sort }: SortedProps) {
  return (
    <th scope="col" class={name} aria-sort={order ?? "none"}>
      <button type="button" class="sort" title={say("sortBy", { what: said })} onClick={sort}>
        {said} <span aria-hidden="true">{order === "ascending" ? "▲" : order === "descending" ? "▼" : "↕"}</span>
      </button>
    </th>
  );
}
