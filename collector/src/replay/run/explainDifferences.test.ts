import { explainDifferences, type ServedRows } from './explainDifferences';

const COUNT = 60;
const places = Array.from({ length: COUNT }, (_, row) => row);
/** Rows that differ where the condition holds, unless their scores are given. */
function rowsWhere(
  differs: (row: number) => boolean,
  scores: (row: number) => { logged: number; replayed: number } = (row) => ({
    logged: 0.3 + row / 1000 + (differs(row) ? 0.0123456789 * (1 + (row % 7)) : 0),
    replayed: 0.3 + row / 1000,
  }),
): ServedRows {
  return {
    differs: places.map(differs),
    ids: places.map((row) => `p${row}`),
    logged: places.map((row) => scores(row).logged),
    replayed: places.map((row) => scores(row).replayed),
    columns: {
      ts: places.map((row) => Date.UTC(2026, 9, 1) + row * 60_000),
      'feature age': places.map((row) => (row % 4 === 1 ? null : (row * 13) % 50)),
      'feature grade': places.map((row) => ['a', 'b', 'c'][row % 3]!),
      'segment client': places.map((row) => (row % 5 === 0 ? 'mobile' : 'web')),
    },
  };
}

it.each<[string, ServedRows, RegExp]>([
  ['a missing value', rowsWhere((row) => row % 4 === 1), /feature age is missing differ/],
  ['a category', rowsWhere((row) => row % 3 === 2), /feature grade is c differ: this category/],
  ['a segment', rowsWhere((row) => row % 5 === 0), /segment client is mobile differ: what served them/],
  [
    'a range of numbers',
    rowsWhere((row) => row % 4 !== 1 && (row * 13) % 50 >= 30),
    /feature age is at least 30 differ/,
  ],
  ['a time', rowsWhere((row) => row >= 40), /since 2026-10-01T00:40:00.000Z differ: another file/],
  ['everything', rowsWhere(() => true), /Every score differs/],
  ['nothing that is known', rowsWhere((row) => (row * row) % 11 === 3), /Neither a feature/],
  [
    'rounding',
    rowsWhere(
      () => true,
      (row) => ({ logged: Math.round(row / 0.0613) / 1000, replayed: row / 61.3 }),
    ),
    /rounded to 3 decimals/,
  ],
  [
    'the other class',
    rowsWhere(
      () => true,
      (row) => ({ logged: 1 - row / 100, replayed: row / 100 }),
    ),
    /one minus the replayed/,
  ],
])('tells %s', (_what, rows, sentence) => {
  expect(explainDifferences(rows)).toMatch(sentence);
});
