/** From here the Euler-Maclaurin series have fifteen digits after four terms. */
const SERIES_FROM = 20;
const EULER_MASCHERONI = 0.5772156649015329;

/**
 * H(n) = Σ 1/i and Σ 1/i² for i from 1 to n, without a loop over n: an Euler-Maclaurin expansion at n ≥ 20, stepped
 * down from there. It goes on smoothly between whole numbers, as weighted counts need. DLMF 5.11.2 and 5.15.8.
 */
export function harmonicNumbers(n: number): { first: number; second: number } {
  let first = 0;
  let second = 0;
  let at = n;
  for (; at < SERIES_FROM;) {
    at += 1;
    first -= 1 / at;
    second -= 1 / (at * at);
  }
  const square = 1 / (at * at);
  first +=
    Math.log(at) +
    EULER_MASCHERONI +
    1 / (2 * at) -
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)));
  second +=
    (Math.PI * Math.PI) / 6 -
    1 / at +
    square / 2 -
    (square / at) * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)));
  return { first, second };
}
