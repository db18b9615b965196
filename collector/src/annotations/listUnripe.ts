import { badRequest, type FieldValue } from '../contract';
import type { ListAnnotations } from './answerAnnotations';

/** As the model's own default: coverage from which performance is believed. */
const MATURITY = 0.9;
/** Steps into which the range is cut: the edge is told to one of them. */
const STEPS = 120;

/**
 * The time at the end of the range whose labels are still to come: performance is not believed there. Nothing where
 * the last predictions are mature, and where there are none.
 */
export const listUnripe: ListAnnotations = async ({ model, range }, { registry, query }, signal) => {
  if (model === undefined) {
    throw badRequest(
      'model-required',
      'The edge of label maturity is that of one model: name it.',
      '$.model',
    );
  }
  const { maturity = MATURITY } = registry.requireModel(model).spec;
  const frame = await query.run(
    { query: { measure: 'labels.coverage', model, shape: 'series' }, range, maxDataPoints: STEPS },
    signal,
  );
  const times = (frame.fields[0]?.values ?? []) as number[];
  const coverage: FieldValue[] = frame.fields[1]?.values ?? [];
  const isKnown = (index: number): boolean => typeof coverage[index] === 'number';
  const known = times.map((_, index) => index).filter(isKnown);
  const lastMature = known.findLast((index) => (coverage[index] as number) >= maturity);
  const unripe = known.find((index) => lastMature === undefined || index > lastMature);
  if (unripe === undefined) return [];
  const needed = `${Math.round(maturity * 100)} %`;
  return [
    {
      time: Math.max(range.from, times[unripe]!),
      timeEnd: range.to,
      title: `${model}: labels not mature`,
      text: `Fewer than ${needed} of the labels of these predictions have arrived: their performance is not believed yet.`,
      tags: ['maturity', model],
    },
  ];
};
