// What the package gives, whatever the host.

export { Backtest } from "./backtest.js";
export type { Plan, Query } from "./backtest.js";
export { caseOf, prove, runCases } from "./cases.js";
export { Comparison, diff } from "./diff.js";
export type { Compared } from "./diff.js";
export { RulesetError } from "./error.js";
export type { ErrorData } from "./error.js";
export type { Incident } from "./incident.js";
export { Language } from "./language.js";
export type { Place, Token, TokenKind } from "./language.js";
export { init } from "./module.js";
export type { ModuleSource } from "./module.js";
export { Ruleset } from "./ruleset.js";
export type { Audience, Info, JsonSchema, Lines, Step, Telling, Wish } from "./ruleset.js";
export type { Settings, WorkingDays } from "./settings.js";
export type * from "./wire.js";
