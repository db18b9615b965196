import type { ComparedCost, GuardRailsSpec, RailResult } from '../../contract';

const HOUR_MS = 3_600_000;
const MILLION = 1e6;

/** Price of scoring a million rows on one core; null where it was not timed or no price is known. */
export const computePerMillion = (msPerRow: number | null, perCoreHour: number | undefined): number | null =>
  msPerRow === null || perCoreHour === undefined ? null : (msPerRow / HOUR_MS) * perCoreHour * MILLION;

/** Holds what a candidate costs, and how often it agrees, against the guard rails. */
export function judgeCost(
  rails: GuardRailsSpec,
  {
    agreement,
    reference,
    candidate,
  }: { agreement: number | null; reference: ComparedCost; candidate: ComparedCost },
): RailResult[] {
  const { atMostTimes, atMostMs } = rails.latency ?? {};
  const times =
    candidate.msPerRow === null || reference.msPerRow === null
      ? null
      : candidate.msPerRow / reference.msPerRow;
  return [
    ...atLeast('agreement', rails.agreement?.atLeast, agreement),
    ...atMost('times the time to score a row', atMostTimes, times),
    ...atMost('ms to score a row', atMostMs, candidate.msPerRow),
    ...atMost(
      'for the computing of a million rows',
      rails.cost?.atMostPerMillion,
      candidate.computePerMillion,
    ),
    ...atMost('bytes of the ONNX file', rails.size?.atMostBytes, candidate.sizeBytes),
  ];
}

function atMost(what: string, bound: number | undefined, value: number | null): RailResult[] {
  if (bound === undefined) return [];
  const rail = `at most ${bound} ${what}`;
  if (value === null)
    return [{ rail, verdict: 'insufficient data', found: 'it was not measured in this run' }];
  return [{ rail, verdict: value <= bound ? 'ok' : 'breach', found: String(Number(value.toPrecision(4))) }];
}

function atLeast(what: string, bound: number | undefined, value: number | null): RailResult[] {
  if (bound === undefined) return [];
  const rail = `${what} at least ${bound}`;
  if (value === null)
    return [{ rail, verdict: 'insufficient data', found: 'there are no classes to compare' }];
  return [{ rail, verdict: value >= bound ? 'ok' : 'breach', found: String(Number(value.toFixed(4))) }];
}
