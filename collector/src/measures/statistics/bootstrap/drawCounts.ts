import gammaln from '@stdlib/math-base-special-gammaln';

/** Below this many expected, counting up from 0 is faster than a rejection. */
const FEW = 10;

/**
 * Of `n` tries with a probability, how many succeed, drawn at random; in a time that does not grow with `n`.
 * Few are found by counting up the probabilities, many by the transformed rejection of Hörmann, "The generation of
 * binomial random variates" (1993), algorithm BTRS.
 */
export function drawBinomial(n: number, probability: number, random: () => number): number {
  if (n <= 0 || probability <= 0) return 0;
  if (probability >= 1) return n;
  if (probability > 0.5) return n - drawBinomial(n, 1 - probability, random);
  return n * probability < FEW ? countUp(n, probability, random) : reject(n, probability, random);
}

function countUp(n: number, probability: number, random: () => number): number {
  const odds = probability / (1 - probability);
  let chance = Math.exp(n * Math.log1p(-probability));
  let left = random();
  let successes = 0;
  while (left > chance && successes < n) {
    left -= chance;
    successes += 1;
    chance *= (odds * (n - successes + 1)) / successes;
  }
  return successes;
}

function reject(n: number, probability: number, random: () => number): number {
  const spread = Math.sqrt(n * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = n * probability + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const squeeze = 0.92 - 4.2 / b;
  const mode = Math.floor((n + 1) * probability);
  const logOdds = Math.log(probability / (1 - probability));
  const atMode = gammaln(mode + 1) + gammaln(n - mode + 1);
  for (;;) {
    const u = random() - 0.5;
    const height = random();
    const us = 0.5 - Math.abs(u);
    const drawn = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && height <= squeeze) return drawn;
    if (drawn < 0 || drawn > n) continue;
    const logHeight = Math.log((height * alpha) / (a / (us * us) + b));
    const logChance = atMode - gammaln(drawn + 1) - gammaln(n - drawn + 1) + (drawn - mode) * logOdds;
    if (logHeight <= logChance) return drawn;
  }
}

/** Draws `n` rows with replacement from rows of some kinds: how many of each kind came. Writes into `into`. */
export function drawCounts(shares: Float64Array, n: number, random: () => number, into: Float64Array): void {
  let left = n;
  let shareLeft = 1;
  const last = shares.length - 1;
  for (let kind = 0; kind < last; kind++) {
    const drawn = shareLeft > 0 ? drawBinomial(left, Math.min(1, shares[kind]! / shareLeft), random) : 0;
    into[kind] = drawn;
    left -= drawn;
    shareLeft -= shares[kind]!;
  }
  into[last] = left;
}
