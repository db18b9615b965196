import { createHash } from 'node:crypto';
import { Document, isMap, isSeq, type YAMLMap } from 'yaml';
import type { ModelSpec } from '../../contract';
import { planRules } from '../planRules';
import { type AlertRule, USUAL_WINDOWS, type WindowChoices } from '../rule';
import { collectorRule } from '../rules/collector';
import { ruleQueries } from './ruleQueries';

export interface Receivers {
  /** Names of contact points that exist in Grafana. Without them its notification policies decide. */
  page?: string;
  ticket?: string;
  /** Mute timings that exist in Grafana; for tickets only: a page is not for office hours. */
  muteTimings?: string[];
}

export interface GrafanaOptions {
  datasourceUid?: string;
  folder?: string;
  orgId?: number;
  /** Without it links are paths, which work inside Grafana and not in a message. */
  rootUrl?: string;
  receivers?: Receivers;
  windows?: Partial<WindowChoices>;
  /** Left out where another file has it: one collector, one rule. */
  withCollector?: boolean;
}

const APP = '/a/modelwatch-investigations-app';
const LONGEST_UID = 40;
const INTERVALS = { 1: '1m', 5: '5m', 15: '15m', 60: '1h' } as const;

const HEADER = `
 Alert rules of Model Watch, written by \`modelwatch alerts\`: change the model file, not this one.

 Each rule asks the data source for verdicts (\`as: breach\`: 1 breach, 0 ok, null where no verdict can be given) or for a
 value. Labels stay constant: windows are in the annotations, or every evaluation would start a new alert.
 What noDataState and execErrState do is said above each group of rules that chooses them for the same reason.`;

/** A provisioning file of Grafana with the rules of some models. */
export function writeGrafanaRules(specs: readonly ModelSpec[], options: GrafanaOptions = {}): string {
  const windows = { ...USUAL_WINDOWS, ...options.windows };
  const groups = specs.flatMap((spec) =>
    groupsOf(planRules(spec, windows), spec.model, (rule) => grafanaRule(rule, spec, options), options),
  );
  if (options.withCollector ?? true) {
    const owner = specs.length === 1 ? specs[0]!.owner : undefined;
    groups.push(
      ...groupsOf([collectorRule()], 'collector', (rule) => grafanaRule(rule, { owner }, options), options),
    );
  }
  const document = new Document({ apiVersion: 1, groups: groups.map(({ group }) => group) });
  document.commentBefore = HEADER;
  explainStates(
    document,
    groups.map(({ rules }) => rules),
  );
  return document.toString({ lineWidth: 110, singleQuote: true });
}

interface Group {
  rules: AlertRule[];
  group: Record<string, unknown>;
}

/** A group is evaluated at once and at one pace: pages each minute, what takes days each hour. */
function groupsOf(
  rules: AlertRule[],
  name: string,
  write: (rule: AlertRule) => unknown,
  { orgId = 1, folder = 'Model Watch' }: GrafanaOptions,
): Group[] {
  return ([1, 5, 15, 60] as const).flatMap((minutes) => {
    const own = rules.filter(({ everyMinutes }) => everyMinutes === minutes);
    if (own.length === 0) return [];
    const group = {
      orgId,
      name: escapeEnvironment(`${name} every ${INTERVALS[minutes]}`),
      folder: escapeEnvironment(folder),
      interval: INTERVALS[minutes],
      rules: own.map(write),
    };
    return [{ rules: own, group }];
  });
}

function grafanaRule(
  rule: AlertRule,
  { model, owner }: { model?: string; owner?: string },
  options: GrafanaOptions,
): Record<string, unknown> {
  const { datasourceUid = 'modelwatch', rootUrl = '', receivers = {} } = options;
  const labels = {
    ...(model !== undefined && { model }),
    cause: rule.cause,
    severity: rule.severity,
    owner: owner ?? 'nobody-yet',
  };
  const settings = settingsOf(rule, receivers);
  return {
    uid: uidOf(model, rule.name),
    title: escapeEnvironment(model === undefined ? rule.title : `${rule.title} (${model})`),
    condition: 'fires',
    for: rule.forMinutes === 0 ? '0s' : `${rule.forMinutes}m`,
    noDataState: rule.unknown.noData,
    execErrState: rule.unknown.error,
    data: ruleQueries(rule, datasourceUid),
    labels: Object.fromEntries(Object.entries(labels).map(([key, text]) => [key, escapeEnvironment(text)])),
    annotations: annotationsOf(rule, model, rootUrl.replace(/\/+$/, '')),
    ...(settings && { notification_settings: settings }),
    isPaused: false,
  };
}

function annotationsOf(rule: AlertRule, model: string | undefined, root: string): Record<string, string> {
  const { investigation } = rule;
  const dashboard = model === undefined ? 'modelwatch-collector' : 'modelwatch-on-call';
  return {
    summary: rule.summary,
    description: rule.description,
    runbook_url: `${root}${APP}/runbooks/${rule.runbook}`,
    dashboard_url: `${root}/d/${dashboard}${model === undefined ? '' : `?var-model=${encodeURIComponent(model)}`}`,
    ...(investigation && {
      investigation_url:
        `${root}${APP}/investigation?model={{ $labels.model }}` +
        (investigation.byFeature ? '&feature={{ $labels.feature }}' : '') +
        `&from=now-${investigation.from}&to=now`,
    }),
  };
}

/** Grouped by what must be done, so that ten drifted features are one message. */
function settingsOf({ severity }: AlertRule, receivers: Receivers): Record<string, unknown> | null {
  const receiver = receivers[severity];
  if (receiver === undefined) return null;
  const mutes = severity === 'ticket' ? (receivers.muteTimings ?? []) : [];
  return {
    receiver,
    group_by: ['grafana_folder', 'alertname', 'model', 'cause'],
    ...(mutes.length > 0 && { mute_time_intervals: mutes }),
  };
}

/** Grafana takes 40 characters; a longer name keeps its beginning and gets a digest, so that it stays one of its own. */
export function uidOf(model: string | undefined, name: string): string {
  const uid = `mw-${model === undefined ? '' : `${model}-`}${name}`.replace(/[^A-Za-z0-9_-]/g, '_');
  const isPlain = uid === `mw-${model === undefined ? '' : `${model}-`}${name}`;
  if (uid.length <= LONGEST_UID && isPlain) return uid;
  const digest = createHash('sha256')
    .update(JSON.stringify([model, name]))
    .digest('hex')
    .slice(0, 8);
  return `${uid.slice(0, LONGEST_UID - 9)}-${digest}`;
}

/** Grafana replaces `$NAME` by the environment's in names and labels; `$$` is a dollar. */
const escapeEnvironment = (text: string): string => text.replaceAll('$', '$$$$');

/** Above each rule whose reason differs from that of the one before. */
function explainStates(document: Document, groups: AlertRule[][]): void {
  const nodes = document.get('groups');
  if (!isSeq(nodes)) return;
  nodes.items.forEach((node, index) => {
    const rules = isMap(node) ? node.get('rules') : null;
    if (!isSeq(rules)) return;
    rules.items.forEach((item, place) => {
      const { because } = groups[index]![place]!.unknown;
      const isSame = place > 0 && groups[index]![place - 1]!.unknown.because === because;
      if (!isSame) (item as YAMLMap).commentBefore = wrap(because);
      (item as YAMLMap).spaceBefore = place > 0;
    });
  });
}

const WIDTH = 96;

/** Lines of a comment, each beginning with a space. */
function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last]!.length + word.length >= WIDTH) lines.push(` ${word}`);
    else lines[last] += ` ${word}`;
  }
  return lines.join('\n');
}
