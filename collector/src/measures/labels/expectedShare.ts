import type { LagCounts } from '../../contract';
import { rowsPerWeight } from '../results';
import { kaplanMeier } from './kaplanMeier';

/** Rows that must still have been waited for at the age at which a curve is read: of fewer, one label moves it far. */
const LEAST_WAITING = 10;
/** What the later half of a curve may still rise by, as a share of its height, to be taken as level. */
const LARGEST_RISE = 0.02;

/**
 * The share of predictions that ever get a label: the height at which the curve of arrivals levels off. Null where it
 * is still rising over the later half of the ages that were seen (then nobody can know), and where nothing has
 * arrived. Where fewer than ten predictions wait at all, the share is 1: everything is expected.
 */
export function plateauOf(lags: LagCounts): number | null {
  const { seconds, arrived, waiting } = lags;
  const rows = rowsPerWeight(lags.rows, lags.served);
  if (!(lags.arrivedRows > 0)) return null;
  if (lags.rows - lags.arrivedRows < LEAST_WAITING) return 1;
  let atRisk = 0;
  let last = seconds.length - 1;
  for (; last > 0; last--) {
    atRisk += (arrived[last]! + waiting[last]!) * rows;
    if (atRisk >= LEAST_WAITING) break;
  }
  const end = seconds[last]!;
  const curve = kaplanMeier(lags);
  const heightAt = (age: number): number => {
    let height = 0;
    for (let step = 0; step < curve.seconds.length && curve.seconds[step]! <= age; step++) {
      height = curve.share[step]!;
    }
    return height;
  };
  const height = heightAt(end);
  return height > 0 && height - heightAt(end / 2) <= LARGEST_RISE * height ? height : null;
}
