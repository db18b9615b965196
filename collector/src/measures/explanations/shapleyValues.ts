/**
 * Shapley values of a game whose coalitions are all known: the share of each player in what all of them reach together,
 * as the mean of what it adds over all orders in which they could join.
 *
 * φⱼ = Σ over S without j of |S|! (d − |S| − 1)! / d! · (v(S ∪ {j}) − v(S)). Shapley (1953); for models Štrumbelj and
 * Kononenko (2014).
 *
 * @param worth of each coalition, at the number whose bit j says whether player j is in it; 2^d of them
 * @example shapleyValues(Float64Array.of(0, 1, 2, 6), 2) // 2.5 and 3.5
 */
export function shapleyValues(worth: Float64Array, players: number): Float64Array {
  const weightOfSize = new Float64Array(players);
  for (let size = 0; size < players; size++) {
    // size! (players − size − 1)! / players! is 1 / (players · (players − 1 over size)).
    let choices = 1;
    for (let k = 1; k <= size; k++) choices = (choices * (players - k)) / k;
    weightOfSize[size] = 1 / (players * choices);
  }
  const values = new Float64Array(players);
  for (let coalition = 0; coalition < worth.length; coalition++) {
    const weight = weightOfSize[sizeOf(coalition)]!;
    for (let player = 0; player < players; player++) {
      const bit = 1 << player;
      if ((coalition & bit) === 0) values[player]! += weight * (worth[coalition | bit]! - worth[coalition]!);
    }
  }
  return values;
}

function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest > 0; rest &= rest - 1) size += 1;
  return size;
}
