import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/**
 * Evidence that some feature has drifted further than is healthy, as the natural logarithm of an e-detector: 0 where
 * there is none, 9.04 where a false alarm comes less than once in fifty weeks. See `DriftDetector`.
 */
export function evidenceOfDrift({ hour, rows, weight }: MeasureInputs['evidence']): MeasureResult {
  if (!hour) return undefinedResult('no whole hour with predictions', { rows, weight });
  const { logEvidence, feature, segment, end } = hour;
  return {
    value: Math.max(0, logEvidence),
    rows,
    weight,
    details: {
      // Where there is no evidence nothing carries it.
      ...(logEvidence > 0 && { feature, segment: segment ?? 'all' }),
      hourEnded: new Date(end).toISOString(),
    },
  };
}
