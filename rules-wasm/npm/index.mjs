// One state for `import` and `require`.
export { init, Ruleset, RulesetError } from "./index.js";
