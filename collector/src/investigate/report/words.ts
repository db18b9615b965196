import type { Effect, Filter, Finding, Likeness } from '../../contract';
import type { Fact } from '../facts';

const percent = (share: number): string => `${Number((share * 100).toPrecision(share < 0.1 ? 2 : 3))} %`;

export const whereInWords = (where: readonly Filter[]): string =>
  where.map(({ key, operator, values }) => `${key} ${operator} ${values.join(', ')}`).join(' and ');

const rates = ({ before, after }: Effect): string =>
  `${percent(after ?? 0)} of the predictions (${percent(before ?? 0)} before)`;

/** A finding in one sentence. */
export function titleOf(
  fact: Fact,
  where: readonly Filter[],
  effect: Effect,
  likeness: Likeness | null,
  performance: Finding['performance'],
): string {
  const place = where.length === 0 ? '' : ` where ${whereInWords(where)}`;
  return `${subjectOf(fact, effect, likeness, performance)}${place}.`;
}

function subjectOf(
  { kind, name, feature }: Fact,
  effect: Effect,
  likeness: Likeness | null,
  performance: Finding['performance'],
): string {
  const like = likeness && likeness.pattern !== 'shifted' ? `: ${likeness.words}` : '';
  switch (kind) {
    case 'feature':
      return effect.before === null
        ? `The values of ${feature} changed${like || `: ${percent(effect.after ?? 0)} of them moved`}`
        : `Values of ${feature} are unlike any known${like}: ${rates(effect)}`;
    case 'schema':
      return `${feature} has levels that were never seen${like}: ${rates(effect)}`;
    case 'missing':
      return `${feature} is missing in ${rates(effect)}`;
    case 'invalid':
      return `${feature} has the wrong type in ${rates(effect)}${like}`;
    case 'freshness':
      return `${feature} is older than it should be in ${rates(effect)}`;
    case 'errors':
      return `Requests fail with ${name}: ${rates(effect)}`;
    case 'latency':
      return `Answers are slow: p95 is ${(effect.after ?? NaN).toFixed(1)} ms (${(effect.before ?? NaN).toFixed(1)} ms before)`;
    case 'version':
      return `Other versions answer: ${percent(effect.after ?? 0)} of the predictions`;
    case 'duplicates':
      return `Predictions come more than once: ${rates(effect)}`;
    case 'clock':
      return `Clocks disagree (${name}): ${rates(effect)}`;
    case 'labels':
      return `Labels do not arrive: ${percent(1 - (effect.after ?? 0) / Math.max(1e-12, effect.before ?? 1))} of those that were due are not there`;
    case 'performance':
      return performance
        ? `The truth given the answers changed: ${performance.measure} is ${performance.after.toFixed(3)} (${performance.before.toFixed(3)} before)`
        : 'The truth given the answers changed';
    case 'score':
      return `The scores moved: ${percent(effect.after ?? 0)} of the predictions`;
  }
}
