import type { Column } from '../../store';
import type { ColumnBatch } from '../worker/messages';
import { explainRow } from './explainRow';
import { MixedRows } from './mixedRows';

const FEATURES = 18;
const names = Array.from({ length: FEATURES }, (_, place) => `x${place}`);
const column = (values: number[]): Column => ({ type: 'number', values: Float64Array.from(values) });
const columns = (rows: ((place: number) => number)[]): Record<string, Column> =>
  Object.fromEntries(names.map((name, place) => [name, column(rows.map((valueOf) => valueOf(place)))]));

/** Every feature by its weight, and the product of the first two, which both share. */
const score = async ({ features, rows }: ColumnBatch): Promise<Float64Array> => {
  const valueOf = (place: number, k: number) =>
    (features[names[place]!] as { values: Float64Array }).values[k]!;
  return Float64Array.from({ length: rows }, (_, k) =>
    names.reduce((sum, _name, place) => sum + place * valueOf(place, k), valueOf(0, k) * valueOf(1, k)),
  );
};

it('is exact where at most 14 features differ, however many there are', async () => {
  const mixed = new MixedRows(names, columns([(place) => (place < 5 ? 1 : 0)]), columns([() => 0, () => 0]));
  const options = { backgroundRows: 2, permutations: 10, seed: 1 };
  const explained = await explainRow(mixed, 0, options, score);
  expect(explained).toMatchObject({ method: 'exact', base: 0, score: 11, evaluations: 64 });
  [0.5, 1.5, 2, 3, 4, 0].forEach((exact, place) =>
    expect(explained.attributions[place]).toBeCloseTo(exact, 12),
  );
});

it('samples beyond, with standard errors that hold what it is off by, the same for the same seed', async () => {
  const mixed = new MixedRows(
    names,
    columns([() => 1]),
    columns([() => 0, (place) => (place === 0 ? 2 : 0)]),
  );
  const options = { backgroundRows: 2, permutations: 100, seed: 3 };
  const explained = await explainRow(mixed, 0, options, score);
  expect(explained.method).toBe('sampled');
  const total = explained.attributions.reduce((sum, one) => sum + one, 0);
  expect(total).toBeCloseTo(explained.score - explained.base, 9);
  // By hand: against the first background ½ and 1½, against the second (1 and 0 of 2) −½ and 2½.
  const exact = names.map((_, place) => [0, 2][place] ?? place);
  explained.attributions.forEach((one, place) =>
    expect(Math.abs(one - exact[place]!)).toBeLessThanOrEqual(4 * explained.standardErrors[place]! + 1e-9),
  );
  expect(explained.standardErrors[0]).toBeGreaterThan(0);
  expect(await explainRow(mixed, 0, options, score)).toEqual(explained);
});
