/**
 * Round tick values from 0 up to the first that reaches `max`, in steps of 1, 2, 2.5 or 5 times a power of ten.
 *
 * @example niceTicks(0.34, 3) // [0, 0.2, 0.4]
 */
export function niceTicks(max: number, atMost: number): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const intervals = Math.max(1, atMost - 1);
  const magnitude = 10 ** Math.floor(Math.log10(max / intervals));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * magnitude).find((s) => s * intervals >= max * (1 - 1e-9))!;
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
