import type { BaselineGroup, ConfusionCounts, ScoreCounts } from '../../contract';
import { classesOf, positiveClassOf } from '../classes';
import { comparedSegments, groupNameOf } from '../groupNames';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputCell, type InputReader, labelsOf } from './cell';
import type { Store } from '../../store';

/** The score from which a model without a word of its own predicts its positive class. */
const USUAL_THRESHOLD = 0.5;

/** The index of the positive class, which a binary model always has. */
const positiveOf = (plan: QueryPlan): number => classesOf(plan.model!.spec).positive ?? 1;

interface Counted<Counts> {
  bucket: number | null;
  labels: Record<string, string>;
  value: Counts;
}

/** A confusion for each value of the compared segments, gathered under the labels of the grouping. */
export const groups: InputReader<'groups'> = {
  read: async (plan, store, signal) => {
    const { classes } = classesOf(plan.model!.spec);
    const [counted, before] = await Promise.all([
      store.countConfusion({ ...requestOf(plan), ...labelsOf(plan), classes }, signal),
      readBaseline(plan, store),
    ]);
    const baseline =
      before === null
        ? await readPrevious(plan, store, signal)
        : byName(plan, before, (group) => confusionOf(plan, group));
    return gather(plan, counted).map(({ groups: found, ...cell }) => ({
      ...cell,
      input: { groups: found, baseline, positive: positiveOf(plan), ...askedOf(plan, cell.labels) },
    }));
  },
  empty: (plan, labels) => ({
    groups: {},
    baseline: null,
    positive: positiveOf(plan),
    ...askedOf(plan, labels),
  }),
};

/** Labelled rows by distinct score for each value of the compared segments. */
export const groupScores: InputReader<'groupScores'> = {
  read: async (plan, store, signal) => {
    const positiveClass = positiveClassOf(plan.model!.spec);
    const [counted, before] = await Promise.all([
      store.countScores({ ...requestOf(plan), ...labelsOf(plan), positiveClass }, signal),
      readBaseline(plan, store),
    ]);
    const baseline = before && byName(plan, before, scoresOf);
    return gather(plan, counted).map(({ groups: found, ...cell }) => ({
      ...cell,
      input: { groups: found, baseline, ...askedOf(plan, cell.labels) },
    }));
  },
  empty: (plan, labels) => ({ groups: {}, baseline: null, ...askedOf(plan, labels) }),
};

const requestOf = (plan: QueryPlan) => ({
  ...aggregateOf(plan),
  groupBy: [...plan.groupBy, ...comparedSegments(plan)],
});

const askedOf = (plan: QueryPlan, labels: Record<string, string>) => ({
  minimumGroup: Number(plan.params.minimumGroup ?? plan.minimumSample),
  ...(plan.definition.perGroup && { group: labels.group ?? '' }),
});

/** One cell a label set and step, with all of its groups; of a measure by group one for each of them. */
function gather<Counts>(
  plan: QueryPlan,
  counted: Counted<Counts>[],
): (Omit<InputCell, 'input'> & { groups: Record<string, Counts> })[] {
  const gathered = new Map<string, Omit<InputCell, 'input'> & { groups: Record<string, Counts> }>();
  for (const { bucket, labels: allLabels, value } of counted) {
    const labels = Object.fromEntries(plan.groupBy.map((name) => [name, allLabels[name] ?? 'missing']));
    const key = JSON.stringify([bucket, ...plan.groupBy.map((name) => labels[name])]);
    const cell = gathered.get(key) ?? { bucket, labels, groups: nameless<Counts>() };
    cell.groups[groupNameOf(plan, allLabels)] = value;
    gathered.set(key, cell);
  }
  const cells = [...gathered.values()];
  if (!plan.definition.perGroup) return cells;
  return cells.flatMap((cell) =>
    Object.keys(cell.groups).map((group) => ({ ...cell, labels: { ...cell.labels, group } })),
  );
}

/** Null where there is no baseline, or where it lacks a segment. */
async function readBaseline(plan: QueryPlan, store: Store): Promise<BaselineGroup[] | null> {
  if (plan.params.against === 'previous') return null;
  if (!plan.baseline) return null;
  const found = await store.baselineGroups({
    model: plan.selection.model,
    baselineVersion: plan.baseline.version,
    segments: comparedSegments(plan),
    positiveClass: positiveClassOf(plan.model!.spec),
  });
  return found.length === 0 ? null : found;
}

/** The groups in the range of the same length before, where that is what is compared with. */
async function readPrevious(
  plan: QueryPlan,
  store: Store,
  signal?: AbortSignal,
): Promise<Record<string, ConfusionCounts> | null> {
  if (plan.params.against !== 'previous') return null;
  const { from, to } = plan.selection;
  const { classes } = classesOf(plan.model!.spec);
  const selection = { ...plan.selection, from: from - (to - from), to: from };
  const request = { ...requestOf(plan), selection, bucketMs: null, groupBy: comparedSegments(plan) };
  const counted = await store.countConfusion({ ...request, ...labelsOf(plan), classes }, signal);
  const named = nameless<ConfusionCounts>();
  for (const { labels, value } of counted) named[groupNameOf(plan, labels)] = value;
  return named;
}

function byName<Counts>(
  plan: QueryPlan,
  found: BaselineGroup[],
  countsOf: (group: BaselineGroup) => Counts,
): Record<string, Counts> {
  const named = nameless<Counts>();
  for (const group of found) named[groupNameOf(plan, group.labels)] = countsOf(group);
  return named;
}

/** What the model would have predicted for the rows of a baseline: its positive class from its threshold on. */
function confusionOf(plan: QueryPlan, group: BaselineGroup): ConfusionCounts {
  const { spec } = plan.model!;
  const { classes } = classesOf(spec);
  const positive = positiveOf(plan);
  const negative = 1 - positive;
  const counts = classes.map(() => classes.map(() => 0));
  const unlabelled = classes.map(() => 0);
  let rows = 0;
  let waiting = 0;
  group.scores.forEach((score, k) => {
    const predicted = score >= (spec.threshold ?? USUAL_THRESHOLD) ? positive : negative;
    counts[positive]![predicted]! += group.positives[k]!;
    counts[negative]![predicted]! += group.negatives[k]!;
    unlabelled[predicted]! += group.unlabelled[k]!;
    rows += group.positives[k]! + group.negatives[k]!;
    waiting += group.unlabelled[k]!;
  });
  return { classes, counts, unlabelled, rows, servedRows: rows + waiting };
}

function scoresOf({ scores, positives, negatives, unlabelled }: BaselineGroup): ScoreCounts {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const rows = sum(positives) + sum(negatives);
  const servedRows = rows + sum(unlabelled);
  return { scores, positives, negatives, rows, servedRows, served: servedRows };
}

/** Groups are named by what clients send: an object without a prototype takes any name. */
const nameless = <Counts>(): Record<string, Counts> => Object.create(null) as Record<string, Counts>;
