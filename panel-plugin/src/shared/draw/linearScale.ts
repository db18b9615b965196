import { niceTicks } from './niceTicks';

/** Below this a step between two ticks would round to nothing. */
const SMALLEST = 1e-100;

/** From values to pixels, with the values at which the axis is labelled. */
export interface LinearScale {
  min: number;
  max: number;
  ticks: number[];
  /** Pixel of a value; what lies outside the scale is kept at its end. */
  at: (value: number) => number;
}

export function makeScale(scale: {
  min: number;
  max: number;
  ticks: number[];
  start: number;
  end: number;
}): LinearScale {
  const { min, max, ticks, start, end } = scale;
  const span = max - min || 1;
  return {
    min,
    max,
    ticks,
    at: (value) => start + ((Math.max(min, Math.min(max, value)) - min) / span) * (end - start),
  };
}

/**
 * A scale that holds some values. From zero: lengths can be compared. Fitted: it begins at the round value below the
 * least one, so that small differences are seen; its axis then says that it does not begin at zero by its first label.
 * `limit` is the greatest value there can be (1 for a rate).
 */
export function scaleAround(
  values: number[],
  view: { start: number; end: number; atMost: number; fromZero: boolean; limit?: number },
): LinearScale {
  const finite = values.filter(Number.isFinite);
  const greatest = Math.max(...finite, -Infinity);
  const least = Math.min(...finite, Infinity);
  if (finite.length === 0) return makeScale({ min: 0, max: 1, ticks: [0, 1], ...view });
  const fromZero = view.fromZero || least < 0 ? Math.min(0, least) : least;
  const spread = spreadOf(fromZero, greatest);
  const raw = niceTicks(spread, view.atMost);
  const step = raw[1]! - raw[0]!;
  const first = Math.floor(fromZero / step + 1e-9) * step;
  const count = Math.max(1, Math.ceil((greatest - first) / step - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, index) =>
    Number((first + index * step).toPrecision(12)),
  );
  const { limit } = view;
  const allowed = limit === undefined || greatest > limit ? ticks : ticks.filter((tick) => tick <= limit);
  const max = Math.max(allowed.at(-1) ?? greatest, greatest);
  // The first tick is rounded, and may lie a billionth of a step above the least value.
  const min = Math.min(first, fromZero);
  return makeScale({ min, max, ticks: allowed, start: view.start, end: view.end });
}

/** Values that differ by less than a billionth of themselves are one to the eye, and have no ticks between them. */
function spreadOf(least: number, greatest: number): number {
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  const spread = greatest - least;
  if (spread > size * 1e-9 && spread > SMALLEST) return spread;
  return size > SMALLEST ? size : 1;
}
