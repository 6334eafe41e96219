// One state for `import` and `require`.
export { caseOf, init, Language, prove, Ruleset, RulesetError, runCases } from "./index.js";
