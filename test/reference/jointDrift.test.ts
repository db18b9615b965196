import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useEmploymentLog } from '../support/employmentLog';
import { Comparisons } from './comparisons';

/* Reconstruction error of days of the employment log, through the real store and the query engine, against NannyML's. */

jest.setTimeout(60_000);

const { reconstruction: expected } = JSON.parse(
  readFileSync(join(__dirname, 'expected/jointDrift.json'), 'utf8'),
) as {
  reconstruction: {
    baseline: number;
    components: number;
    days: { from: string; rows: number; error: number; samplingError: number }[];
  };
};

const comparisons = new Comparisons();
const employmentLog = useEmploymentLog();

afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Reconstruction error against NannyML')}\n`);
});

const DAY_MS = 86_400_000;
const measure = 'drift.reconstructionError';

test.each(expected.days)(
  '$from is restored as badly as NannyML says',
  async ({ from, rows, error, samplingError }) => {
    const to = new Date(Date.parse(from) + DAY_MS).toISOString();
    const [row] = await employmentLog().ask({ measure, shape: 'table' }, { from, to });
    expect(row).toMatchObject({ n: rows, components: `${expected.components} of 14` });
    comparisons.compare(measure, row!.value, error, from);
    expect(Number(row!['of the baseline'])).toBeCloseTo(expected.baseline, 4);
    // Its standard error divides by n − 1, and so does ours.
    expect((Number(row!.upper) - Number(row!.lower)) / 2 / 1.959963984540054).toBeCloseTo(samplingError, 9);
  },
);
