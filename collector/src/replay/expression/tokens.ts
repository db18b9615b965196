import { expressionProblem } from './expressionProblem';

export type Token = { at: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  /** A bare word: a feature, a function or a keyword. */
  | { kind: 'word'; value: string }
  /** A name in backquotes: always a feature. */
  | { kind: 'name'; value: string }
  | { kind: 'symbol'; value: string }
  | { kind: 'end' }
);

const SPACE = /\s+/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const SYMBOL = /<=|>=|!=|<>|==|[-+*/()<>=,]/y;
const QUOTES: Record<string, string> = { '"': 'text', "'": 'text', '`': 'name' };

/** Splits an expression into tokens; the last one is `end`. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = place;
    const match = pattern.exec(text)?.[0] ?? null;
    if (match !== null) place += match.length;
    return match;
  };
  while (place < text.length) {
    if (take(SPACE) !== null) continue;
    const at = place + 1;
    const quote = QUOTES[text[place]!];
    if (quote !== undefined) {
      const read = readQuoted(text, place);
      tokens.push({ kind: quote as 'text' | 'name', value: read.value, at });
      place = read.end;
      continue;
    }
    const number = take(NUMBER);
    if (number !== null) {
      tokens.push({ kind: 'number', value: requireFinite(text, at, number), at });
      continue;
    }
    const word = take(WORD);
    if (word !== null) {
      tokens.push({ kind: 'word', value: word, at });
      continue;
    }
    const symbol = take(SYMBOL);
    if (symbol === null) {
      throw expressionProblem(text, at, `${JSON.stringify(text[place])} has no meaning here.`);
    }
    tokens.push({ kind: 'symbol', value: symbol === '==' ? '=' : symbol === '<>' ? '!=' : symbol, at });
  }
  tokens.push({ kind: 'end', at: text.length + 1 });
  return tokens;
}

/** A quoted text from its opening quote; a backslash takes the next character as it is. */
function readQuoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start]!;
  let value = '';
  for (let place = start + 1; place < text.length; place++) {
    const character = text[place]!;
    if (character === quote) return { value, end: place + 1 };
    if (character === '\\' && place + 1 < text.length) value += text[++place]!;
    else value += character;
  }
  throw expressionProblem(text, start + 1, `the ${quote} is never closed.`);
}

function requireFinite(text: string, at: number, digits: string): number {
  const value = Number(digits);
  if (Number.isFinite(value)) return value;
  throw expressionProblem(text, at, `${digits} is too large for a number.`);
}
