import { CONFIDENCE } from '../normal';

/** Largest bet: at 1 the bound is infinite. */
const LARGEST_BET = 0.5;

/** A running mean whose interval may be looked at after each value. */
export interface MeanSequence {
  record(value: number): void;
  interval(): { lower: number; upper: number };
}

/**
 * Interval of the mean of values between two bounds that holds at every moment at once, whatever their distribution:
 * the predictably mixed empirical Bernstein sequence of Waudby-Smith and Ramdas, "Estimating means of bounded random
 * variables by betting" (2023), theorem 2 with the bets of its equation 15. Its width follows the spread of the
 * values, not the distance of the bounds. Values are taken in the order in which they come, for each bet is placed
 * before its value is seen; the narrowest interval so far is kept.
 *
 * Before any value the interval is the bounds. A value outside of them is an error of the caller.
 */
export function createMeanSequence({
  least = 0,
  greatest = 1,
  confidence = CONFIDENCE,
}: { least?: number; greatest?: number; confidence?: number } = {}): MeanSequence {
  const logOdds = Math.log(2 / (1 - confidence));
  let count = 0;
  let sum = 0;
  let squares = 0;
  let variance = 1 / 4;
  let bets = 0;
  let betsTimesValues = 0;
  let spent = 0;
  let lower = 0;
  let upper = 1;
  return {
    record: (raw) => {
      if (!(raw >= least && raw <= greatest)) {
        throw new RangeError(`${raw} is not between ${least} and ${greatest}.`);
      }
      const value = (raw - least) / (greatest - least);
      count += 1;
      const former = (1 / 2 + sum) / count;
      const bet = Math.min(LARGEST_BET, Math.sqrt((2 * logOdds) / (variance * count * Math.log(1 + count))));
      bets += bet;
      betsTimesValues += bet * value;
      spent += (value - former) ** 2 * (-Math.log1p(-bet) - bet);
      sum += value;
      squares += (value - (1 / 2 + sum) / (count + 1)) ** 2;
      variance = (1 / 4 + squares) / (count + 1);
      const centre = betsTimesValues / bets;
      const half = (logOdds + spent) / bets;
      lower = Math.max(lower, centre - half);
      upper = Math.min(upper, centre + half);
    },
    interval: () => {
      const scale = greatest - least;
      return { lower: least + lower * scale, upper: least + upper * scale };
    },
  };
}
