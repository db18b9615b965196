import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type AlertRule, planRules, USUAL_WINDOWS } from '../../../collector/src/alerts';
import type { ModelSpec } from '../../../collector/src/contract';
import { EMPLOYMENT_FOLDER } from '../../support/employment';
import type { Alarm } from './alarm';
import { evidenceAlarms } from './evidenceAlarms';
import { featureAlarms } from './featureAlarms';
import { labelAlarms } from './labelAlarms';
import { servingAlarms } from './servingAlarms';
import type { Traffic } from './traffic';

export const readSpec = (): ModelSpec =>
  parse(readFileSync(join(EMPLOYMENT_FOLDER, 'modelwatch.yaml'), 'utf8')) as ModelSpec;

/** What these streams have nothing to draw from: offline values, costs, and how decisions fall on groups. */
const NOT_SIMULATED = ['parity.', 'cost.', 'fairness.'];

/** The rules of the model file, as `modelwatch alerts` writes them. */
export function defaultRules(spec: ModelSpec): { rules: AlertRule[]; left: string[] } {
  const planned = planRules(spec, USUAL_WINDOWS);
  const isLeft = ({ queries }: AlertRule): boolean =>
    NOT_SIMULATED.some((family) => queries[0]!.query.measure.startsWith(family));
  return {
    rules: planned.filter((rule) => !isLeft(rule)),
    left: planned.filter(isLeft).map(({ name }) => name),
  };
}

/** Everything that the rules tell about some traffic. */
export function alarmsOf(
  rules: readonly AlertRule[],
  spec: ModelSpec,
  traffic: Traffic & { canary?: Uint8Array },
): Alarm[] {
  const onEvidence = rules.filter(({ queries }) => queries[0]!.query.measure === 'drift.evidence');
  return [
    ...onEvidence.flatMap((rule) => evidenceAlarms(rule, traffic)),
    ...servingAlarms(rules, spec, traffic),
    ...featureAlarms(rules, traffic),
    ...labelAlarms(rules, spec, traffic),
  ];
}
