/**
 * Where a continuous, monotone function crosses 0 between two bounds, to the last digit: by halving, which needs
 * neither a derivative nor a finite value at the bounds. Where it does not cross, the bound nearer to 0 is the answer.
 */
export function findRoot(of: (x: number) => number, from: number, to: number): number {
  const rises = of(to) > of(from);
  let low = from;
  let high = to;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    const isBelow = rises ? of(middle) < 0 : of(middle) > 0;
    if (isBelow) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
