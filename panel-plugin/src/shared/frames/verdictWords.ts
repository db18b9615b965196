import { type Verdict } from '@modelwatch/collector/contract';

export const VERDICT_WORDS: Record<Verdict, string> = {
  ok: 'within its threshold',
  breach: 'past its threshold',
  insufficient: 'too few rows for a verdict',
  immature: 'labels have not arrived yet',
};
