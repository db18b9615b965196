import type { EventCounts } from '../../contract';

/** Bad share over the share that is allowed: 1 spends the budget exactly in its period. Null without events. */
export const burnOf = ({ bad, all }: EventCounts, budget: number): number | null =>
  all > 0 ? bad / all / budget : null;
