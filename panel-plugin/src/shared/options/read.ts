/*
 * Saved options as they may come: of an earlier release, or written by hand in a dashboard file. What is absent or of
 * another kind gets its default, so that a panel never fails on what it was saved with.
 */

export function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

/** A number that lies outside its bounds is not meant: it gets the default as well. */
export function numberWithin(
  value: unknown,
  bounds: { min: number; max: number },
  otherwise: number,
): number {
  const isInside = typeof value === 'number' && value >= bounds.min && value <= bounds.max;
  return isInside ? value : otherwise;
}
