// Instants as people read them: the day and the time of the ruleset's own clock, whose offset goes without saying.

/** `2026-03-02T10:35:00+08:00` as `2026-03-02 10:35`. */
export function clock(instant: string): string {
  return instant.replace("T", " ").replace(/(:\d\d):\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/, "$1");
}
