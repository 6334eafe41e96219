// The 24 rules in json-rules-engine: its own operators where it has them, facts and operators of ours where not.

import { readFileSync } from 'node:fs';

const WORKLOAD = new URL('../src/workload/fraud-24.json', import.meta.url);
const OPERATORS = {
  '>': 'greaterThan', '>=': 'greaterThanInclusive', '<': 'lessThan', '<=': 'lessThanInclusive', '==': 'equal', '!=': 'notEqual',
  in: 'in', any: 'mentions', match: 'matches',
};

/** What runs a report; gives the answer. */
export function engine({ Engine }) {
  const { rules, levels } = JSON.parse(readFileSync(WORKLOAD));
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('mentions', (text, phrases) => phrases.some((phrase) => text.includes(phrase)));
  engine.addOperator('matches', (text, pattern) => pattern.test(text));
  for (const { id, when, points } of rules) {
    engine.addRule({ conditions: { all: [condition(when, engine)] }, event: { type: id.toLowerCase(), params: { points } } });
  }
  return async (report) => {
    const { events } = await engine.run(report);
    const score = events.reduce((sum, { params }) => sum + params.points, 0);
    const [level] = levels.findLast(([, from]) => score >= from);
    return { score, level, hits: events.map(({ type }) => type).sort() };
  };
}

function condition(when, engine) {
  if (typeof when === 'string') return { fact: when.slice(1), operator: 'equal', value: true };
  const [operator, ...parts] = when;
  switch (operator) {
    case 'and':
      return { all: parts.map((part) => condition(part, engine)) };
    case 'or':
      return { any: parts.map((part) => condition(part, engine)) };
    case 'not':
      return { not: condition(parts[0], engine) };
    case 'has':
      return { fact: parts[0].slice(1), operator: 'notEqual', value: undefined };
    default: {
      const value = operator === 'match' ? new RegExp(parts[1]) : operand(parts[1], engine);
      return { fact: fact(parts[0], engine), operator: OPERATORS[operator], value };
    }
  }
}

/** The name of a fact: a member of the report, or one that is worked out. */
function fact(expression, engine) {
  if (typeof expression === 'string') return expression.slice(1);
  const name = JSON.stringify(expression);
  engine.addFact(name, (_, almanac) => worked(expression, almanac));
  return name;
}

function operand(expression, engine) {
  return Array.isArray(expression) && typeof expression[0] === 'string' && '+*/'.includes(expression[0])
    ? { fact: fact(expression, engine) }
    : expression;
}

async function worked(expression, almanac) {
  if (typeof expression === 'string') return almanac.factValue(expression.slice(1));
  if (!Array.isArray(expression)) return expression;
  const [operator, ...parts] = expression;
  const [left, right] = await Promise.all(parts.map((part) => worked(part, almanac)));
  switch (operator) {
    case 'hour':
      return Number(left.slice(11, 13));
    case '+':
      return left + right;
    case '*':
      return left * right;
    default:
      return left / right;
  }
}
