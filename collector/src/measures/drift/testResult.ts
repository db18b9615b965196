import type { MeasureResult } from '../measure';
import type { TwoSampleResult } from '../twoSample';

/** What a two-sample test answers, as a measure answers: its statistic is the value. */
export function testResult(
  { statistic, pValue, degreesOfFreedom, reason }: TwoSampleResult,
  counted: Pick<MeasureResult, 'rows' | 'evidenceRows' | 'weight'>,
): MeasureResult {
  return {
    value: statistic,
    ...(pValue !== undefined && { pValue }),
    ...counted,
    ...(reason !== undefined && { reason }),
    ...(degreesOfFreedom !== undefined && {
      details: { 'degrees of freedom': String(Number(degreesOfFreedom.toPrecision(6))) },
    }),
  };
}
