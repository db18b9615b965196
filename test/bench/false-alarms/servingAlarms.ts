import type { AlertRule } from '../../../collector/src/alerts';
import { budgetOf, findMeasure, type ModelSpec, objectiveOf } from '../../../collector/src/contract';
import { computeMeasure } from '../../../collector/src/measures';
import { type Alarm, Firing } from './alarm';
import { Requests } from './requests';
import type { Traffic } from './traffic';

const MINIMUM_SAMPLE = 200;
const PERIOD_HOURS = 30 * 24;

/** Rules about requests, minute by minute, with the measures themselves. */
export function servingAlarms(
  rules: readonly AlertRule[],
  spec: ModelSpec,
  traffic: Traffic & { canary?: Uint8Array },
): Alarm[] {
  const { outcomes, latencies, canary } = traffic;
  const slow = objectiveOf('latency', spec.objectives!)!.target;
  const answered = (row: number): boolean => outcomes[row] === 0;
  const requestsOf = (indicator: string, onlyCanary: boolean): Requests => {
    const isOf = (row: number): boolean => !onlyCanary || canary?.[row] === 1;
    return indicator === 'latency'
      ? new Requests(traffic, {
          counts: (row) => isOf(row) && answered(row),
          isBad: (row) => latencies[row]! > slow,
        })
      : new Requests(traffic, { counts: isOf, isBad: (row) => outcomes[row] === 2 });
  };
  return rules.flatMap((rule) => {
    const { query } = rule.queries[0]!;
    if (query.measure === 'objectives.burnRate') {
      const indicator = String(query.params!.indicator);
      return burnAlarms(rule, spec, requestsOf(indicator, query.filters !== undefined), traffic.hours * 60);
    }
    if (query.measure === 'serving.latency') {
      return slowAlarms(rule, spec, requestsOf('latency', false), traffic.hours * 60);
    }
    if (query.measure === 'serving.requests') {
      return silenceAlarms(rule, requestsOf('availability', false), traffic.hours * 60);
    }
    return [];
  });
}

function burnAlarms(rule: AlertRule, spec: ModelSpec, requests: Requests, minutes: number): Alarm[] {
  const params = rule.queries[0]!.query.params as Record<string, number | string>;
  const [longMinutes, shortMinutes] = [Number(params.longMinutes), Number(params.shortMinutes)];
  const budget = budgetOf(objectiveOf(params.indicator as 'latency', spec.objectives!)!)!;
  const defaults = Object.fromEntries(
    findMeasure('objectives.burnRate')!.parameters.map(({ name, default: usual }) => [name, usual]),
  ) as Record<string, number | string>;
  const alarms: Alarm[] = [];
  const firing = new Firing(rule, alarms);
  const { fires, stops = fires } = rule.threshold;
  for (let minute = rule.everyMinutes; minute <= minutes; minute += rule.everyMinutes) {
    const long = requests.between(minute - longMinutes, minute);
    // What a handful of requests cannot make fire needs no measure.
    if (!firing.firing && long.bad < 5) continue;
    const short = requests.between(minute - shortMinutes, minute);
    // Nor does what is below where it stops.
    const rates = [long, short].map(({ bad, all }) => (all > 0 ? bad / all / budget : Infinity));
    if (Math.min(...rates) < Math.min(fires.value, stops.value)) {
      firing.at(minute, false);
      continue;
    }
    const input = { long, short, budget, periodHours: PERIOD_HOURS };
    const result = computeMeasure('objectives.burnRate', input, { ...defaults, ...params });
    const limit = firing.firing ? stops.value : fires.value;
    // A breach of a handful of requests is no verdict; a canary that is not there is none either, and ends its alert.
    const isKnown = result.value !== null && !(result.lacksEvents && result.value >= fires.value);
    firing.at(minute, isKnown ? result.value! > limit : rule.unknown.noData === 'OK' ? false : null);
  }
  return alarms;
}

/** The quantile is beyond its target where more than the rest of the requests are. */
function slowAlarms(rule: AlertRule, spec: ModelSpec, requests: Requests, minutes: number): Alarm[] {
  const allowed = budgetOf(objectiveOf('latency', spec.objectives!)!)!;
  const windowMinutes = rule.queries[0]!.fromSeconds / 60;
  const alarms: Alarm[] = [];
  const firing = new Firing(rule, alarms);
  for (let minute = 1; minute <= minutes; minute++) {
    const { bad, all } = requests.between(minute - windowMinutes, minute);
    firing.at(minute, all < MINIMUM_SAMPLE ? null : bad / all > allowed);
  }
  return alarms;
}

/** What is written here of that rule; a change of it has to be repeated. */
const SILENCE =
  '($weekAgo >= 20 && $requests < 0.1 * $weekAgo) || ($weekAgo < 1 && $dayAgo >= 20 && $requests < 0.1 * $dayAgo)';

/** Hardly a request, where there were enough at this time a week or a day ago. */
function silenceAlarms(rule: AlertRule, requests: Requests, minutes: number): Alarm[] {
  if (rule.math !== SILENCE) throw new Error(`The rule ${rule.name} is another one now: ${rule.math}`);
  const alarms: Alarm[] = [];
  const firing = new Firing(rule, alarms);
  for (let minute = 1; minute <= minutes; minute++) {
    const [now, weekAgo, dayAgo] = rule.queries.map(
      ({ fromSeconds, untilSeconds = 0 }) =>
        requests.between(minute - fromSeconds / 60, minute - untilSeconds / 60).all,
    ) as [number, number, number];
    const isGone =
      (weekAgo >= 20 && now < 0.1 * weekAgo) || (weekAgo < 1 && dayAgo >= 20 && now < 0.1 * dayAgo);
    firing.at(minute, isGone);
  }
  return alarms;
}
