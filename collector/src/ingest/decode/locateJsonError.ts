export interface JsonError {
  /** In characters. */
  offset: number;
  /** What stands there and why it may not. */
  reason: string;
}

const WHITE = /[ \t\r\n]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const WORD = /-?[A-Za-z_][A-Za-z0-9_]*/y;

/**
 * Where a text stops being JSON, or null where it is JSON. V8 tells a place in some versions and not in others, and never that NaN
 * is the reason. A state machine without recursion, so that depth cannot exhaust the stack.
 */
export function locateJsonError(text: string): JsonError | null {
  const closers: string[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const scalar = (): boolean => match(STRING) !== null || match(NUMBER) !== null || match(LITERAL) !== null;

  let state: 'value' | 'firstKey' | 'key' | 'after' = 'value';
  for (;;) {
    match(WHITE);
    const character = text[at];
    if (state === 'value') {
      if (character === '[' || character === '{') {
        at++;
        closers.push(character === '[' ? ']' : '}');
        match(WHITE);
        if (character === '{') state = 'firstKey';
        else if (text[at] === ']') state = 'after';
      } else if (scalar()) state = 'after';
      else return { offset: at, reason: whyNoValue(text, at) };
    } else if (state === 'after') {
      const closer = closers.at(-1);
      if (closer === undefined) {
        return at >= text.length
          ? null
          : { offset: at, reason: 'something follows the end of the JSON value' };
      }
      if (character === closer) {
        at++;
        closers.pop();
      } else if (character === ',') {
        at++;
        state = closer === '}' ? 'key' : 'value';
      } else return { offset: at, reason: ended(text, at) ?? `a comma or ${closer} is missing` };
    } else {
      if (state === 'firstKey' && character === '}') {
        state = 'after';
        continue;
      }
      if (match(STRING) === null)
        return { offset: at, reason: ended(text, at) ?? 'a name in double quotes is missing' };
      match(WHITE);
      if (text[at] !== ':') return { offset: at, reason: ended(text, at) ?? 'a colon is missing' };
      at++;
      state = 'value';
    }
  }
}

const ended = (text: string, at: number): string | null => (at >= text.length ? 'it ends too soon' : null);

function whyNoValue(text: string, at: number): string {
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word && /^-?(?:NaN|Infinity|inf|nan)$/i.test(word)) {
    return `${word} is no JSON; leave a missing number out or send null`;
  }
  if (word === 'None' || word === 'True' || word === 'False') return `${word} is Python, not JSON`;
  return (
    ended(text, at) ??
    (text[at] === '"' ? 'a text is not ended or holds a raw control character' : 'a value is missing')
  );
}
