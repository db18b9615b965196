import { badRequest } from '../../contract';
import type { Store } from '../../store';
import { MAXIMUM_RAW_READS } from '../limits';
import { bucketsOf, type QueryPlan } from '../plan';
import type { InputCell } from './cell';

/**
 * Counts by the bins that Evidently forms over both samples. They change with every sample, so nothing merges: each
 * feature and each step is read from raw rows by itself.
 */
export async function readJoinedBins(
  plan: QueryPlan,
  store: Store,
  signal?: AbortSignal,
): Promise<InputCell<'bins'>[]> {
  const baselineVersion = plan.baseline!.version;
  const buckets = bucketsOf(plan);
  const reads = buckets.length * plan.features.length;
  if (reads > MAXIMUM_RAW_READS) {
    throw badRequest(
      'too-many-raw-reads',
      `$.query.params.bins: joined bins read raw rows for each of ${plan.features.length} features and ` +
        `${buckets.length} steps, which is ${reads} reads, and ${MAXIMUM_RAW_READS} are allowed; take fewer ` +
        "features, a longer window, or the baseline's bins.",
      '$.query.params.bins',
    );
  }
  const cells: InputCell<'bins'>[] = [];
  for (const bucket of buckets) {
    const { from, to } = plan.selection;
    const selection =
      bucket === null
        ? plan.selection
        : {
            ...plan.selection,
            from: Math.max(from, bucket),
            to: Math.min(to, bucket + plan.bucketMs!),
          };
    for (const feature of plan.features) {
      if (!plan.baseline!.columns[feature]) continue;
      const groups = await store.countJoinedBins(
        {
          selection,
          groupBy: plan.groupBy,
          column: feature,
          baselineVersion,
        },
        signal,
      );
      for (const { labels, value } of groups) {
        cells.push({ bucket, labels: { ...labels, feature }, input: { joined: value } });
      }
    }
  }
  return cells;
}
