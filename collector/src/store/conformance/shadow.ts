import type { PredictionRecord } from '../../contract';
import type { Store } from '../store';
import { prediction, whole } from './sample';

/** What candidates answered in shadow. */
export function describeShadow(storeOf: () => Store): void {
  const shadow = (
    id: string,
    score: number | null,
    served: { score: number | null; agrees: boolean | null },
    more: Partial<PredictionRecord> = {},
  ): PredictionRecord =>
    prediction(id, 0, {
      version: 'v2',
      deployment: 'shadow',
      score,
      extra: { served: { id: 'p', version: 'v1', class: '1', ...served } },
      ...more,
    });

  it('counts where a candidate agrees with what was served, and how far its scores are from it', async () => {
    await storeOf().apply(
      [
        shadow('s1', 0.75, { score: 0.5, agrees: true }),
        shadow('s2', 0.25, { score: 0.75, agrees: false }, { sampleRate: 0.5, segments: ['south'] }),
        shadow('s3', 0.5, { score: null, agrees: null }),
        shadow('failed', null, { score: 0.5, agrees: null }, { class: null, status: 500 }),
        prediction('plain', 0, { extra: { features: { served: 1 } } }),
      ],
      '1',
    );
    const [all] = await storeOf().countAgreement(whole);
    expect(all!.value).toEqual({
      weight: 4,
      rows: 3,
      compared: 3,
      comparedRows: 2,
      agreed: 1,
      scored: 3,
      scoredRows: 2,
      difference: 0.25 - 2 * 0.5,
      absoluteDifference: 0.25 + 2 * 0.5,
      squaredDifference: 0.25 ** 2 + 2 * 0.5 ** 2,
    });
    const places = await storeOf().countAgreement({ ...whole, groupBy: ['region'] });
    expect(places.map(({ labels, value }) => [labels.region, value.agreed])).toEqual([
      ['north', 1],
      ['south', 0],
    ]);
  });
}
