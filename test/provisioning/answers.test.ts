import { type DemoCollector, isCollectorBuilt, startDemoCollector } from '../support/demoCollector';
import { isBackendBuilt, type PluginBackend, startPluginBackend } from '../support/pluginBackend';
import { isOfPrometheus, readAlertRules, readDashboards, type Target } from './files';

/*
 * Every query of the provisioned dashboards and rules, asked through the plugin's backend as Grafana asks it, against
 * a collector with the demo log: none is empty by mistake.
 */

const DAY_MS = 86_400_000;
/** Evidence of drift reads weeks, and a machine may be busy. */
const ANSWER_LIMIT_MS = 60_000;
const VARIABLES: Record<string, string> = {
  $model: 'employment',
  $segment: 'sex',
  $feature: 'AGEP',
};

/** What Grafana's front end does before it asks: variables become their values. */
const replaceVariables = (target: Target): Target =>
  JSON.parse(
    JSON.stringify(target).replace(/"(\$\w+)"/g, (text, name: string) =>
      JSON.stringify(VARIABLES[name] ?? text),
    ),
  ) as Target;

/** Values of the number columns of an answer, in one list. */
function numbersOf(
  frame: NonNullable<Awaited<ReturnType<PluginBackend['query']>>['frame']>,
): (number | null)[] {
  return frame.schema.fields.flatMap((field, index) =>
    String(field.type) === 'Float64' ? ([...frame.getChildAt(index)!] as (number | null)[]) : [],
  );
}

const suite = isCollectorBuilt && isBackendBuilt ? describe : describe.skip;

suite('provisioned queries on the demo log (needs `npm run build`)', () => {
  let collector: DemoCollector;
  let backend: PluginBackend;

  beforeAll(async () => {
    collector = await startDemoCollector({ asRecorded: false });
    backend = await startPluginBackend(collector.url);
  }, 200_000);

  afterAll(async () => {
    await backend?.stop();
    await collector?.stop();
  });

  const targets = readDashboards().flatMap((dashboard) =>
    dashboard.panels
      .filter((panel) => !isOfPrometheus(panel))
      .flatMap((panel) =>
        (panel.targets ?? []).map(
          (target) => [`${dashboard.title} / ${panel.title} / ${target.refId}`, target] as const,
        ),
      ),
  );

  it.each(targets)(
    '%s has an answer',
    async (_, target) => {
      const now = Date.now();
      const { frame, error } = await backend.query(replaceVariables(target), {
        from: now - 7 * DAY_MS,
        to: now,
      });
      expect(error).toBeNull();
      expect(numbersOf(frame!).some((value) => value !== null)).toBe(true);
    },
    ANSWER_LIMIT_MS,
  );

  const rules = readAlertRules().flatMap((rule) =>
    rule.data
      .filter((query) => query.datasourceUid !== '__expr__')
      .map((query) => [`${rule.title} / ${query.refId}`, rule.uid, query] as const),
  );
  /** No canary answers at the end of the log, its last minutes may hold no request, one in twelve has an offline value. */
  const MAY_HAVE_NO_VERDICT = /canary|burn-1h|error-burst|parity/;

  it.each(rules)(
    'rule %s has a value for each label set, and each set once',
    async (_, uid, query) => {
      const now = Date.now();
      const { from, to } = query.relativeTimeRange!;
      const range = { from: now - from * 1000, to: now - to * 1000 };
      const { frame, error } = await backend.query(query.model, range, { fromAlert: true });
      expect(error).toBeNull();
      const values = numbersOf(frame!);
      expect(values.length).toBeGreaterThan(0);
      if (!MAY_HAVE_NO_VERDICT.test(uid)) expect(values.some((value) => value !== null)).toBe(true);
      const labels = frame!.schema.fields
        .filter((field) => String(field.type) === 'Utf8')
        .map((field) => field.name);
      const sets = frame!.toArray().map((row) => JSON.stringify(labels.map((label) => row[label] as string)));
      expect(new Set(sets).size).toBe(sets.length);
    },
    ANSWER_LIMIT_MS,
  );
});
