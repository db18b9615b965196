import { type IconName } from '@grafana/ui';
import { type Verdict } from '@modelwatch/collector/contract';

/** The same sign for a verdict in every panel, so that colour is never the only thing that tells. */
export const VERDICT_ICONS: Record<Verdict, IconName> = {
  ok: 'check',
  breach: 'exclamation-triangle',
  insufficient: 'question-circle',
  immature: 'clock-nine',
};
