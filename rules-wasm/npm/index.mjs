// One state for `import` and `require`.
export { Backtest, init, Language, Ruleset, RulesetError } from "./index.js";
