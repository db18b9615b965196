import fc from 'fast-check';
import type { RowBatch } from '../../store';
import { categoryColumn, numberColumn } from '../testing/demoLog';
import { alignBatches, type AlignedBatch } from './alignBatches';

/** Rows of slices by their number, cut into batches of any size, each with a dictionary of its own. */
function batchesOf(slices: readonly number[][]): RowBatch[] {
  let next = 1;
  return slices.flatMap((sizes, slice) =>
    sizes.map((rows): RowBatch => {
      const numbers = Float64Array.from({ length: rows }, () => next++);
      const texts = categoryColumn([...numbers].map((one) => (one % 3 === 0 ? null : `t${one % 5}`)));
      return {
        ...{ rows, sliceFrom: slice, numbers, ts: numbers.slice(), scores: numbers.slice() },
        ids: [...numbers].map(String),
        ...{ versions: texts, classes: texts, labels: texts, segments: {} },
        features: { x: numberColumn([...numbers]), t: texts },
      };
    }),
  );
}
async function collect(batches: RowBatch[], from?: AlignedBatch['position']): Promise<AlignedBatch[]> {
  const found: AlignedBatch[] = [];
  const rest = (async function* () {
    yield* batches.filter(({ sliceFrom }) => sliceFrom >= (from?.sliceFrom ?? 0));
  })();
  for await (const one of alignBatches(rest, from ?? null, 4)) found.push(one);
  return found;
}
const contentOf = ({ batch, position }: AlignedBatch) => {
  const { codes, dictionary } = batch.labels;
  return {
    numbers: [...batch.numbers],
    ids: batch.ids,
    texts: [...codes].map((code) => dictionary[code]),
    position,
  };
};

it('cuts the same rows into the same batches, however they come and wherever it goes on', async () => {
  const sizes = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), {
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(sizes, async (slices) => {
      const whole = (await collect(batchesOf(slices.map((one) => [one.reduce((a, b) => a + b, 0)])))).map(
        contentOf,
      );
      const cut = await collect(batchesOf(slices));
      expect(cut.map(contentOf)).toEqual(whole);
      for (const [index, { position }] of cut.entries()) {
        const rest = await collect(batchesOf(slices), position);
        expect(rest.map(contentOf)).toEqual(whole.slice(index + 1));
      }
    }),
    { numRuns: 50 },
  );
});

it('refuses to go on after rows that are not the ones it came to', async () => {
  const position = { sliceFrom: 0, rows: 4, lastNumber: 5 };
  await expect(collect(batchesOf([[6]]), position)).rejects.toMatchObject({ code: 'replay-rows-changed' });
  await expect(collect(batchesOf([[3]]), position)).rejects.toMatchObject({ code: 'replay-rows-changed' });
});
