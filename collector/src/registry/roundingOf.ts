/** Decimals up to which numbers are looked at: more are those of arithmetic. */
const MOST_DECIMALS = 6;

/** Half of the last decimal of numbers that are all rounded alike, else 0: by so much each may be beside what it was. */
export function roundingOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return 0;
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const scale = 10 ** decimals;
    const isRounded = known.every(
      (value) => Math.abs(value * scale - Math.round(value * scale)) < 1e-7 * Math.max(1, Math.abs(value)),
    );
    // A little more than half: what is rounded lies between two numbers of the machine.
    if (isRounded) return (0.5 / scale) * (1 + 1e-6);
  }
  return 0;
}
