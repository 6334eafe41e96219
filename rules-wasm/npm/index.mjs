// One state for `import` and `require`.
export { init, Language, Ruleset, RulesetError } from "./index.js";
