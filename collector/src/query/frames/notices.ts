import type { Notice } from '../../contract';
import type { Cell } from '../cells';
import { noticeOfDetectable } from '../detectable';
import { BEHIND_NOTICE_SECONDS } from '../limits';
import type { QueryPlan } from '../plan';
import { needsMatureLabels } from '../verdict';

const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;

/** What a person must know before believing the answer. */
export function noticesOf(plan: QueryPlan, cells: Cell[], behindSeconds: number): Notice[] {
  return [
    estimated(plan),
    bounded(cells),
    immature(plan, cells),
    small(plan, cells),
    noticeOfDetectable(plan, cells),
    notDefined(plan, cells),
    behind(plan, behindSeconds),
  ].filter((notice) => notice !== null);
}

function estimated({ definition, baseline }: QueryPlan): Notice | null {
  if (definition.input === 'estimatedLoss') {
    return {
      severity: 'info',
      text:
        'Estimated from features and predictions without labels, by trees that learned the errors of the baseline of ' +
        `${baseline!.version}: a changed relation between features and label is not seen.`,
    };
  }
  if (definition.input !== 'estimate') return null;
  return {
    severity: 'info',
    text:
      'Estimated from the scores without labels, as the labels of the baseline of ' +
      `${baseline!.version} calibrate them: a changed relation between features and label is not seen.`,
  };
}

function bounded(cells: Cell[]): Notice | null {
  const shares = cells.flatMap(({ result: { value, bound } }) =>
    value !== null && bound ? Math.max(bound.upper - value, value - bound.lower) / Math.abs(value) : [],
  );
  if (shares.length === 0) return null;
  const most = Number((Math.max(...shares) * 100).toPrecision(2));
  return {
    severity: 'info',
    text: `Told within ${most} % of the value, from aggregates; \`exact: true\` reads the rows.`,
  };
}

function immature(plan: QueryPlan, cells: Cell[]): Notice | null {
  const young = cells.filter(({ verdict }) => verdict === 'immature');
  if (young.length === 0) return null;
  const least = percent(Math.min(...young.map(({ result }) => result.coverage ?? 0)));
  const why = isOfOutcomes(plan)
    ? `the attribution window has passed for as little as ${least} of the predictions, and outcomes are`
    : `labels have arrived for as little as ${least} of the predictions, and performance is`;
  return {
    severity: 'warning',
    text: `${ofAll(young.length, cells.length)} not mature: ${why} believed from ${percent(plan.maturity)}.`,
  };
}

function small(plan: QueryPlan, cells: Cell[]): Notice | null {
  const few = cells.filter(
    ({ result }) => result.rows > 0 && (result.evidenceRows ?? result.rows) < plan.minimumSample,
  );
  if (few.length === 0) return null;
  const which = isOfOutcomes(plan)
    ? ' whose attribution window has passed'
    : needsMatureLabels(plan)
      ? ' with a label'
      : '';
  return {
    severity: 'info',
    text: `${ofAll(few.length, cells.length)} without a verdict: fewer than ${plan.minimumSample} rows${which}.`,
  };
}

/** What such a measure waits for is a time, not labels. */
const isOfOutcomes = ({ definition }: QueryPlan): boolean => definition.family === 'outcomes';

/** Steps without any rows explain themselves; a value that is missing for another reason does not. */
function notDefined(plan: QueryPlan, cells: Cell[]): Notice | null {
  const reasons = new Map<string, number>();
  for (const { result } of cells) {
    if (result.value === null && result.rows > 0 && result.reason) {
      reasons.set(result.reason, (reasons.get(result.reason) ?? 0) + 1);
    }
  }
  if (reasons.size === 0) return null;
  const told = [...reasons].map(([reason, count]) => `${reason} (${count})`).join(', ');
  return { severity: 'info', text: `${plan.definition.title} is not defined where there are ${told}.` };
}

/** Only an answer that reaches into what is not applied yet is touched. */
function behind({ selection, asOf, now, definition }: QueryPlan, behindSeconds: number): Notice | null {
  if (behindSeconds < BEHIND_NOTICE_SECONDS) return null;
  const applied = now - behindSeconds * 1000;
  const touched = selection.to > applied || (definition.needsLabels && asOf > applied);
  if (!touched || definition.input === 'collector') return null;
  return {
    severity: 'warning',
    text: `The collector is ${Math.round(behindSeconds)} s behind: the newest events are not in this answer yet.`,
  };
}

const ofAll = (count: number, all: number): string =>
  all === 1 ? 'This value is' : `${count} of ${all} values are`;
