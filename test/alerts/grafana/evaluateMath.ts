import { keyOf, type LabelledNumber } from './types';

/*
 * As much of Grafana's math as the rules use: numbers, `$refId`, brackets, * + -, comparisons, && and ||. Label sets
 * that are not in every query have no result, a null makes null, and truth is 1.
 */

const TOKEN = /\s*(\$\w+|\d+(?:\.\d+)?|&&|\|\||>=|<=|==|!=|[()<>*+-])/y;
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '>=', '<=', '>', '<'],
  ['+', '-'],
  ['*'],
];

const OPERATIONS: Record<string, (a: number, b: number) => number> = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '>=': (a, b) => Number(a >= b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

export function evaluateMath(
  expression: string,
  results: ReadonlyMap<string, LabelledNumber[]>,
): LabelledNumber[] {
  const names = [...new Set(expression.match(/\$\w+/g) ?? [])].map((name) => name.slice(1));
  const [first, ...others] = names.map((name) => {
    const found = results.get(name);
    if (!found) throw new Error(`${expression} reads $${name}, which is not there`);
    return new Map(found.map((one) => [keyOf(one.labels), one]));
  });
  return [...first!].flatMap(([key, { labels }]) => {
    if (!others.every((other) => other.has(key))) return [];
    const values = new Map(
      names.map((name, index) => [name, [first!, ...others][index]!.get(key)!.value] as const),
    );
    return [{ labels, value: valueOf(expression, values) }];
  });
}

function valueOf(expression: string, values: ReadonlyMap<string, number | null>): number | null {
  const tokens = tokensOf(expression);
  let place = 0;
  const primary = (): number | null => {
    const token = tokens[place++];
    if (token === '(') {
      const inner = level(0);
      if (tokens[place++] !== ')') throw new Error(`${expression}: a bracket is not closed`);
      return inner;
    }
    if (token?.startsWith('$')) return values.get(token.slice(1))!;
    if (token === undefined || !/^\d/.test(token)) throw new Error(`${expression}: ${token} is no value`);
    return Number(token);
  };
  const level = (depth: number): number | null => {
    if (depth === LEVELS.length) return primary();
    let left = level(depth + 1);
    while (LEVELS[depth]!.includes(tokens[place] ?? '')) {
      const operation = OPERATIONS[tokens[place++]!]!;
      const right = level(depth + 1);
      left = left === null || right === null ? null : operation(left, right);
    }
    return left;
  };
  const value = level(0);
  if (place < tokens.length) throw new Error(`${expression}: ${tokens[place]} is not expected`);
  return value;
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < expression.trimEnd().length) {
    const match = pattern.exec(expression);
    if (!match) throw new Error(`${expression} cannot be read`);
    tokens.push(match[1]!);
  }
  return tokens;
}
