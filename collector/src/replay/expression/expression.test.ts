import fc from 'fast-check';
import { categoryColumn, numberColumn } from '../testing/demoLog';
import {
  bindNumber,
  bindText,
  checkTypes,
  type Columns,
  featuresIn,
  parseExpression,
  typeOfFeature,
} from './index';

const FEATURES = [
  { name: 'AGEP', type: 'number' as const },
  { name: 'income per head', type: 'number' as const },
  { name: 'MIG', type: 'category' as const },
  { name: 'retired', type: 'boolean' as const },
];
const columns: Columns = {
  features: {
    AGEP: numberColumn([24, null, 0]),
    'income per head': numberColumn([10, 20, null]),
    MIG: categoryColumn(['Y', null, '0']),
    retired: categoryColumn(['true', null, 'false']),
  },
  texts: new Set(FEATURES.filter((one) => typeOfFeature(one) === 'text').map((one) => one.name)),
};

/** What an expression gives for the three rows: null is missing. */
function evaluate(text: string): (number | string | boolean | null)[] {
  const expression = parseExpression(text);
  const type = checkTypes(text, expression, FEATURES);
  return [0, 1, 2].map((row) => {
    if (type === 'text') return bindText(expression, columns)(row);
    const value = bindNumber(expression, columns)(row);
    if (Number.isNaN(value)) return null;
    return type === 'truth' ? value === 1 : value;
  });
}

it.each<[string, (number | string | boolean | null)[]]>([
  ['AGEP / 12', [2, null, 0]],
  ['1 + 2 * 3 - 4 / 2', [5, 5, 5]],
  ['-(AGEP - 4)', [-20, null, 4]],
  ['10 - 3 - 2', [5, 5, 5]],
  ['`income per head` * 1e2', [1000, 2000, null]],
  ['1 / AGEP', [1 / 24, null, null]],
  ['1e308 * 10', [null, null, null]],
  ['AGEP >= 24', [true, null, false]],
  ['not AGEP > 3', [false, null, true]],
  ['AGEP > 3 or `income per head` > 15', [true, true, null]],
  ['AGEP > 3 and `income per head` > 15', [false, null, false]],
  ['retired and AGEP = 24', [true, null, false]],
  ['if(AGEP > 20, AGEP / 12, AGEP)', [2, null, 0]],
  ['if(missing(AGEP), 40, AGEP)', [24, 40, 0]],
  ['if(AGEP = 0, missing, AGEP)', [24, null, null]],
  ['map(MIG, "Y", "1")', ['1', null, '0']],
  ["map(MIG, 'Y', missing, '0', 'a \\'b\\'')", [null, null, "a 'b'"]],
  ['if(MIG = "Y", "1", MIG)', ['1', null, '0']],
  ['MIG <> "Y"', [false, null, true]],
  ['retired = missing(AGEP)', [false, null, true]],
  ['missing(MIG)', [false, true, false]],
  ['missing', [null, null, null]],
])('%s', (text, expected) => {
  expect(evaluate(text)).toEqual(expected);
});

it.each<[string, number, RegExp]>([
  ['', 1, /the end stands where a value/],
  ['AGEP /', 7, /the end stands where a value/],
  ['AGEP 12', 6, /`12` stands where the expression should end/],
  ['(AGEP', 6, /`\)` is expected to close the parenthesis of column 1/],
  ['AGEP + MIG', 8, /`\+` works on a number, and this is a text/],
  ['AGEP + age', 8, /no feature age; there are AGEP/],
  ['AGEP = missing', 8, /ask with missing/],
  ['MIG < "3"', 5, /orders numbers only/],
  ['AGEP = "3"', 8, /a number on one side and a text on the other/],
  ['if(AGEP, 1, 2)', 4, /`if` works on true or false/],
  ['if(retired, 1)', 1, /does not take 2 values/],
  ['map(MIG, Y, "1")', 10, /goes from a text in quotes/],
  ['sqrt(AGEP)', 1, /no function `sqrt`/],
  ['AGEP; drop', 5, /";" has no meaning/],
  ['constructor("x")()', 1, /no function `constructor`/],
  ['"open', 1, /never closed/],
  ['1e999', 1, /too large/],
  ['and', 1, /word of the language/],
  [`${'('.repeat(200)}1`, 52, /nested more than 50 deep/],
])('%s is refused at column %i', (text, column, message) => {
  expect(() => evaluate(text)).toThrow(message);
  expect(() => evaluate(text)).toThrow(`at column ${column}:`);
});

it('names the features it reads', () => {
  expect(featuresIn(parseExpression('if(missing(a), map(b, "x", "y"), -c + `d e`)'))).toEqual([
    'a',
    'b',
    'c',
    'd e',
  ]);
});

it('takes any text without anything but an answer or a problem', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => {
      try {
        evaluate(text);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ModelWatchError', code: 'expression-invalid' });
      }
    }),
    { numRuns: 2000 },
  );
});

/** A random arithmetic expression with what JavaScript makes of it; what is not finite is missing. */
const arithmetic = fc.letrec<{ node: { text: string; value: number } }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.nat({ max: 1000 }).map((value) => ({ text: String(value), value })),
    fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node')).map(([left, operator, right]) => {
      const [a, b] = [left.value, right.value];
      const value = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a / b;
      return {
        text: `(${left.text} ${operator} ${right.text})`,
        value: Number.isFinite(value) ? value : NaN,
      };
    }),
    tie('node').map(({ text, value }) => ({ text: `-${text}`, value: -value })),
  ),
}));

it('computes as arithmetic does', () => {
  fc.assert(
    fc.property(arithmetic.node, ({ text, value }) => {
      expect(bindNumber(parseExpression(text), columns)(0) + 0).toBe(value + 0);
    }),
  );
});
