import { EXACT_SHAPLEY_FEATURES } from '../../contract';
import { seededRandom, shapleyValues } from '../../measures';
import type { ColumnBatch } from '../worker/messages';
import type { MixedRows } from './mixedRows';

/** Scores the rows of a batch; every score is a number. */
export type ScoreBatch = (batch: ColumnBatch) => Promise<Float64Array>;

export interface RowAttributions {
  /** Mean score over the background, and the row's own. */
  base: number;
  score: number;
  method: 'exact' | 'sampled';
  /** By place of the features. */
  attributions: Float64Array;
  standardErrors: Float64Array;
  evaluations: number;
}

export interface ExplainOptions {
  backgroundRows: number;
  permutations: number;
  seed: number;
}

/** Rows of one batch for the scoring threads. */
const BATCH_ROWS = 16_384;

/** Rows that will be scored for a row. */
export function countEvaluations(mixed: MixedRows, row: number, options: ExplainOptions): number {
  let all = 0;
  let isExact = true;
  for (let one = 0; one < options.backgroundRows; one++) {
    const players = mixed.differing(row, one).length;
    isExact &&= players <= EXACT_SHAPLEY_FEATURES;
    all += 2 ** players;
  }
  return isExact ? all : roundsOf(options) * 2 * options.backgroundRows * (mixed.features.length + 1);
}

/**
 * Interventional Shapley values of one row: the mean over the background of the values of the game in which a feature
 * that has not joined has the background's value. A feature that is alike in both adds nothing to any coalition, so
 * that game has only the differing features as players, and is solved exactly up to 14 of them.
 */
export async function explainRow(
  mixed: MixedRows,
  row: number,
  options: ExplainOptions,
  score: ScoreBatch,
): Promise<RowAttributions> {
  const games = Array.from({ length: options.backgroundRows }, (_, one) => mixed.differing(row, one));
  return games.every((players) => players.length <= EXACT_SHAPLEY_FEATURES)
    ? explainExactly(mixed, row, games, score)
    : explainBySampling(mixed, row, options, score);
}

async function explainExactly(
  mixed: MixedRows,
  row: number,
  games: number[][],
  score: ScoreBatch,
): Promise<RowAttributions> {
  const attributions = new Float64Array(mixed.features.length);
  let [base, value, evaluations] = [0, 0, 0];
  for (const some of inBatches(games)) {
    const sizes = some.map(({ players }) => 2 ** players.length);
    const count = sizes.reduce((sum, size) => sum + size, 0);
    const coalition = new Int32Array(count);
    const game = new Int32Array(count);
    const background = new Int32Array(count);
    let next = 0;
    some.forEach((one, index) => {
      for (let members = 0; members < sizes[index]!; members++, next++) {
        coalition[next] = members;
        game[next] = index;
        background[next] = one.background;
      }
    });
    // Bit of each feature in the coalitions of each game; a feature that is alike may come from either side.
    const bits = some.map(({ players }) => mixed.features.map((_, place) => players.indexOf(place)));
    const mixtures = { row: new Int32Array(count).fill(row), background, count };
    const scores = await score(
      mixed.batch(mixtures, (place, k) => {
        const bit = bits[game[k]!]![place]!;
        return bit < 0 || ((coalition[k]! >> bit) & 1) === 1;
      }),
    );
    evaluations += count;
    let start = 0;
    some.forEach(({ players }, index) => {
      const worth = scores.subarray(start, start + sizes[index]!);
      start += sizes[index]!;
      base += worth[0]!;
      value = worth[worth.length - 1]!;
      const values = shapleyValues(worth, players.length);
      players.forEach((place, player) => (attributions[place]! += values[player]!));
    });
  }
  return {
    base: base / games.length,
    score: value,
    method: 'exact',
    attributions: attributions.map((sum) => sum / games.length),
    standardErrors: new Float64Array(mixed.features.length),
    evaluations,
  };
}

interface Game {
  background: number;
  players: number[];
}

/** Games together as far as their coalitions fit into one batch; a large one stands alone. */
function inBatches(games: number[][]): Game[][] {
  const batches: Game[][] = [];
  let rows = Infinity;
  games.forEach((players, background) => {
    const size = 2 ** players.length;
    if (rows + size > BATCH_ROWS) {
      batches.push([]);
      rows = 0;
    }
    batches.at(-1)!.push({ background, players });
    rows += size;
  });
  return batches;
}

/** Whole rounds over the background, so that the mean score over it is met exactly. */
const roundsOf = ({ permutations, backgroundRows }: ExplainOptions): number =>
  Math.max(1, Math.ceil(permutations / backgroundRows));

/**
 * Permutation sampling (Castro, Gómez and Tejada 2009): features join in a random order, and each is given what the
 * score changes by when it joins. Each order is tried forwards and backwards (Mitchell, Cooper, Frank and Holmes 2022),
 * which lets what two features do together count for both alike. The standard errors are those of the mean of all pairs.
 */
async function explainBySampling(
  mixed: MixedRows,
  row: number,
  options: ExplainOptions,
  score: ScoreBatch,
): Promise<RowAttributions> {
  const size = mixed.features.length;
  const random = seededRandom(options.seed + row);
  const rounds = roundsOf(options);
  const pairs = rounds * options.backgroundRows;
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  let [base, value, evaluations] = [0, 0, 0];
  const pairsABatch = Math.max(1, Math.floor(BATCH_ROWS / (2 * (size + 1))));
  for (let first = 0; first < pairs; first += pairsABatch) {
    const some = Math.min(pairsABatch, pairs - first);
    const orders = Array.from({ length: some }, () => shuffled(size, random));
    const rankOf = orders.map((order) => {
      const ranks = new Int32Array(size);
      order.forEach((place, rank) => (ranks[place] = rank));
      return ranks;
    });
    // Of each pair first the steps of the order, then those of its reverse; step k has k features joined.
    const count = some * 2 * (size + 1);
    const mixtures = {
      row: new Int32Array(count).fill(row),
      background: Int32Array.from(
        { length: count },
        (_, k) => (first + Math.floor(k / (2 * (size + 1)))) % options.backgroundRows,
      ),
      count,
    };
    const scores = await score(
      mixed.batch(mixtures, (place, k) => {
        const pair = Math.floor(k / (2 * (size + 1)));
        const step = k % (2 * (size + 1));
        const rank = rankOf[pair]![place]!;
        return step <= size ? rank < step : size - 1 - rank < step - size - 1;
      }),
    );
    evaluations += count;
    for (let pair = 0; pair < some; pair++) {
      const forwards = pair * 2 * (size + 1);
      const backwards = forwards + size + 1;
      base += scores[forwards]!;
      value = scores[forwards + size]!;
      for (let place = 0; place < size; place++) {
        const rank = rankOf[pair]![place]!;
        const there = scores[forwards + rank + 1]! - scores[forwards + rank]!;
        const back = scores[backwards + size - rank]! - scores[backwards + size - 1 - rank]!;
        const added = (there + back) / 2;
        sums[place]! += added;
        squares[place]! += added * added;
      }
    }
  }
  const attributions = sums.map((sum) => sum / pairs);
  return {
    base: base / pairs,
    score: value,
    method: 'sampled',
    attributions,
    standardErrors: attributions.map((mean, place) =>
      pairs > 1 ? Math.sqrt(Math.max(0, squares[place]! / pairs - mean * mean) / (pairs - 1)) : NaN,
    ),
    evaluations,
  };
}

function shuffled(size: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, place) => place);
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
