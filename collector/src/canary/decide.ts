import type { CanaryCheck, CanaryComparison } from '../contract';

type Decision = Pick<CanaryComparison, 'verdict' | 'reason' | 'morePredictions' | 'moreSeconds'>;

/**
 * Roll back as soon as one check is certainly beyond its bound, promote once all are certainly within, wait otherwise:
 * as long as the slowest of them is expected to take.
 */
export function decide(checks: readonly CanaryCheck[]): Decision {
  const broken = checks.filter(({ state }) => state === 'breaks');
  if (broken.length > 0) {
    return { verdict: 'roll back', reason: listed(broken), morePredictions: 0, moreSeconds: 0 };
  }
  const open = checks.filter(({ state }) => state === 'undecided');
  if (open.length === 0) {
    const reason = `Every check is within its bound: ${listed(checks)}`;
    return { verdict: 'promote', reason, morePredictions: 0, moreSeconds: 0 };
  }
  const most = (values: (number | null)[]): number | null =>
    values.includes(null) ? null : Math.max(...(values as number[]));
  return {
    verdict: 'wait',
    reason: `Not decided yet: ${listed(open)}`,
    morePredictions: most(open.map(({ morePredictions }) => morePredictions)),
    moreSeconds: most(open.map(({ moreSeconds }) => moreSeconds)),
  };
}

const listed = (checks: readonly CanaryCheck[]): string => `${checks.map(inWords).join('; ')}.`;

/** A check as a clause. */
export function inWords(check: CanaryCheck): string {
  const { title, canary, stable, value, interval, bound, unit, name } = check;
  if (value === null) return `${title.toLowerCase()}: nothing to compare`;
  const shown = (one: number): string => (unit === 'ms' ? `${one.toPrecision(3)} times` : percent(one));
  const end = interval?.upper === null ? 'more' : shown(interval?.upper ?? 0);
  const range = interval ? `, ${shown(interval.lower)} to ${end}` : '';
  const sides =
    canary === null || stable === null
      ? ''
      : unit === 'ms'
        ? ` (${canary.toFixed(1)} ms beside ${stable.toFixed(1)} ms)`
        : ` (${percent(canary)} beside ${percent(stable)})`;
  const limit = name.startsWith('outcome') || name === 'agreement' ? 'at least' : 'at most';
  return `${title.toLowerCase()} ${shown(value)}${range}${sides}, allowed ${limit} ${shown(bound)}`;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
