// One state for `import` and `require`.
export { Backtest, caseOf, Comparison, diff, init, Language, prove, Ruleset, RulesetError, runCases } from "./index.js";
