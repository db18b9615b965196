import { expressionProblem } from './expressionProblem';
import type { ArithmeticOperator, ComparisonOperator, Expression } from './syntax';
import { readTokens, type Token } from './tokens';

/** Parentheses, functions and signs within one another; deeper ones are an attempt at the stack. */
const DEEPEST = 50;
const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='];
const KEYWORDS = ['and', 'or', 'not', 'if', 'missing', 'map'];

/**
 * Parses an expression over features:
 *
 *     or         = and { "or" and }
 *     and        = not { "and" not }
 *     not        = "not" not | comparison
 *     comparison = sum [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum ]
 *     sum        = product { ( "+" | "-" ) product }
 *     product    = sign { ( "*" | "/" ) sign }
 *     sign       = "-" sign | atom
 *     atom       = number | text | feature | "missing" | "(" or ")"
 *                | "if" "(" or "," or "," or ")" | "missing" "(" or ")" | "map" "(" or { "," or "," or } ")"
 *
 * A feature is a bare word, or any name in backquotes. Keywords are lower case.
 */
export function parseExpression(text: string): Expression {
  const tokens = readTokens(text);
  let place = 0;
  let depth = 0;

  const peek = (): Token => tokens[place]!;
  const fail = (token: Token, what: string) => expressionProblem(text, token.at, what);
  const isSymbol = (value: string): boolean => is('symbol', value);
  const is = (kind: 'symbol' | 'word', value: string): boolean => {
    const token = peek();
    return token.kind === kind && token.value === value;
  };
  const take = (kind: 'symbol' | 'word', value: string): boolean => {
    if (!is(kind, value)) return false;
    place += 1;
    return true;
  };
  const expect = (symbol: string, after: string): void => {
    if (take('symbol', symbol)) return;
    throw fail(peek(), `${show(peek())} stands where \`${symbol}\` is expected ${after}.`);
  };
  const nested = <T>(parse: () => T): T => {
    depth += 1;
    if (depth > DEEPEST) throw fail(peek(), `it is nested more than ${DEEPEST} deep.`);
    const parsed = parse();
    depth -= 1;
    return parsed;
  };

  const parseLogic = (operator: 'and' | 'or', parseOperand: () => Expression): Expression => {
    let left = parseOperand();
    while (is('word', operator)) {
      const { at } = peek();
      place += 1;
      left = { kind: 'logic', operator, left, right: parseOperand(), at };
    }
    return left;
  };
  const parseOr = (): Expression => parseLogic('or', () => parseLogic('and', parseNot));

  const parseNot = (): Expression => {
    const { at } = peek();
    return take('word', 'not') ? { kind: 'not', operand: nested(parseNot), at } : parseComparison();
  };

  const parseComparison = (): Expression => {
    const left = parseBinary(['+', '-'], () => parseBinary(['*', '/'], parseSign));
    const token = peek();
    if (token.kind !== 'symbol' || !COMPARISONS.includes(token.value)) return left;
    place += 1;
    const right = parseBinary(['+', '-'], () => parseBinary(['*', '/'], parseSign));
    return { kind: 'comparison', operator: token.value as ComparisonOperator, left, right, at: token.at };
  };

  const parseBinary = (operators: string[], parseOperand: () => Expression): Expression => {
    let left = parseOperand();
    for (let token = peek(); token.kind === 'symbol' && operators.includes(token.value); token = peek()) {
      place += 1;
      const operator = token.value as ArithmeticOperator;
      left = { kind: 'arithmetic', operator, left, right: parseOperand(), at: token.at };
    }
    return left;
  };

  const parseSign = (): Expression => {
    const { at } = peek();
    return take('symbol', '-') ? { kind: 'negate', operand: nested(parseSign), at } : parseAtom();
  };

  const parseAtom = (): Expression => {
    const token = peek();
    place += 1;
    switch (token.kind) {
      case 'number':
      case 'text':
        return token;
      case 'name':
        return { kind: 'feature', name: token.value, at: token.at };
      case 'word':
        return parseWord(token.value, token);
      case 'symbol':
        if (token.value !== '(') break;
        return nested(() => {
          const inner = parseOr();
          expect(')', `to close the parenthesis of column ${token.at}`);
          return inner;
        });
      case 'end':
    }
    throw fail(token, `${show(token)} stands where a value is expected.`);
  };

  const parseWord = (word: string, token: Token): Expression => {
    const { at } = token;
    if (word === 'missing' && !isSymbol('(')) return { kind: 'missing', at };
    if (!isSymbol('(')) {
      if (!KEYWORDS.includes(word)) return { kind: 'feature', name: word, at };
      throw fail(token, `\`${word}\` is a word of the language; put a feature of that name in backquotes.`);
    }
    const parameters = nested(() => parseParameters(word, token));
    if (word === 'if' && parameters.length === 3) {
      return { kind: 'if', condition: parameters[0]!, then: parameters[1]!, otherwise: parameters[2]!, at };
    }
    if (word === 'missing' && parameters.length === 1)
      return { kind: 'isMissing', operand: parameters[0]!, at };
    if (word === 'map' && parameters.length >= 3 && parameters.length % 2 === 1) {
      const pairs = [];
      for (let k = 1; k < parameters.length; k += 2) {
        pairs.push({ from: parameters[k]!, to: parameters[k + 1]! });
      }
      return { kind: 'map', operand: parameters[0]!, pairs, at };
    }
    const known = ['if', 'missing', 'map'].includes(word);
    throw fail(
      token,
      known
        ? `\`${word}\` does not take ${parameters.length} values; write if(condition, value, other), missing(value) or map(feature, from, to, ...).`
        : `there is no function \`${word}\`; there are if, missing and map.`,
    );
  };

  const parseParameters = (word: string, token: Token): Expression[] => {
    expect('(', `after \`${word}\``);
    const parameters: Expression[] = [];
    do parameters.push(parseOr());
    while (take('symbol', ','));
    expect(')', `to close the parenthesis of \`${word}\` at column ${token.at}`);
    return parameters;
  };

  const expression = parseOr();
  if (peek().kind !== 'end') throw fail(peek(), `${show(peek())} stands where the expression should end.`);
  return expression;
}

const show = (token: Token): string => (token.kind === 'end' ? 'the end' : `\`${String(token.value)}\``);
