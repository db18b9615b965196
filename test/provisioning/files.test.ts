import Ajv from 'ajv';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { AnnotationRequest, findMeasure, Query } from '@modelwatch/collector/contract';
import {
  type DashboardPanel,
  isOfPrometheus,
  readAlertRules,
  readDashboards,
  readProvisioning,
  ROOT,
} from './files';

const pluginJson = (folder: string) =>
  JSON.parse(readFileSync(join(ROOT, folder, 'src', 'plugin.json'), 'utf8')) as { id: string; type: string };

const DATA_SOURCE = pluginJson('datasource-plugin').id;

/** What Grafana adds to a query of its own, beside the contract's fields. */
const GRAFANA_FIELDS = ['refId', 'datasource', 'hide', 'queryType'];

const validateQuery = new Ajv({ allErrors: true }).compile(Query);
const validateAnnotations = new Ajv().compile(AnnotationRequest);

function problemsOf(target: Record<string, unknown>): string[] {
  const query = Object.fromEntries(Object.entries(target).filter(([key]) => !GRAFANA_FIELDS.includes(key)));
  const problems = validateQuery(query)
    ? []
    : (validateQuery.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
  const measure = findMeasure(String(query.measure));
  if (!measure) problems.push(`no measure ${String(query.measure)}`);
  else if (!measure.shapes.some((shape) => shape === query.shape))
    problems.push(`no shape ${String(query.shape)}`);
  return problems;
}

describe('data source and app files', () => {
  it('pin the uid that dashboards and rules refer to, and name our plugins', () => {
    const { datasources } = readProvisioning<{ datasources: { uid: string; type: string }[] }>(
      'datasources/modelwatch.yaml',
    );
    expect(datasources).toEqual([expect.objectContaining({ uid: 'modelwatch', type: DATA_SOURCE })]);
    const { apps } = readProvisioning<{ apps: { type: string }[] }>('plugins/modelwatch.yaml');
    expect(apps).toEqual([expect.objectContaining({ type: pluginJson('app-plugin').id })]);
  });
});

const dashboards = readDashboards();

/** As Grafana's own type has it, which knows annotations of Grafana alone. */
function typedText({ text }: { text: string }): string {
  const dashboard = JSON.parse(text) as { annotations: { list: { target?: unknown }[] } };
  for (const one of dashboard.annotations.list) delete one.target;
  return JSON.stringify(dashboard, null, 2);
}

it("dashboards fit the dashboard type of Grafana's own packages", () => {
  const folder = mkdtempSync(join(__dirname, 'check-'));
  try {
    const types = "import type { Dashboard } from '@grafana/schema';\n";
    const files = dashboards.map((dashboard, index) => {
      const file = join(folder, `dashboard${index}.ts`);
      writeFileSync(file, `${types}export const dashboard: Dashboard = ${typedText(dashboard)};\n`);
      return file;
    });
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    });
    const found = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
    expect(found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

it('dashboards are all shipped with the app, each with a uid of its own', () => {
  const { includes } = JSON.parse(readFileSync(join(ROOT, 'app-plugin/src/plugin.json'), 'utf8')) as {
    includes: { type: string; path?: string; name: string }[];
  };
  const shipped = includes.filter(({ type }) => type === 'dashboard').map(({ path, name }) => [path, name]);
  const there = dashboards.map(({ file, title }) => [`dashboards/${file}`, title]);
  expect(shipped.sort()).toEqual(there.sort());
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
});

/** A table's columns have units of their own, and Grafana's list of alerts asks nobody. */
const WITHOUT_UNIT = ['table', 'alertlist'];
const WITHOUT_QUERY = ['alertlist'];

describe.each(dashboards.map((dashboard) => [dashboard.file, dashboard] as const))(
  'dashboard %s',
  (_, dashboard) => {
    const panels = dashboard.panels.filter((panel) => panel.type !== 'row');

    it.each(panels.map((panel) => [panel.title, panel] as const))(
      'panel "%s" has a description, a unit and queries of the contract',
      (__, panel) => {
        expect(panel.title).not.toBe('');
        expect(panel.description ?? '').not.toBe('');
        if (!WITHOUT_UNIT.includes(panel.type)) expect(panel.fieldConfig?.defaults.unit ?? '').not.toBe('');
        if (!WITHOUT_QUERY.includes(panel.type)) expect(panel.targets?.length).toBeGreaterThan(0);
        // Where there is no Prometheus the panel says so.
        if (isOfPrometheus(panel)) expect(panel.fieldConfig?.defaults.noValue).toMatch(/No Prometheus/);
        else for (const target of panel.targets ?? []) expect(problemsOf(target)).toEqual([]);
      },
    );

    it('names no model of its own: the model is a variable', () => {
      const models = panels.flatMap((panel) => panel.targets ?? []).map((target) => target.model);
      expect(models.filter((model) => model !== undefined && model !== '$model')).toEqual([]);
      const names = new Set(dashboard.variables.map(({ name }) => name));
      const used = [...dashboard.text.matchAll(/"\$\{?(\w+)\}?"/g)].map(([, name]) => name!);
      expect(used.filter((name) => !names.has(name))).toEqual([]);
    });

    it('draws annotations that the data source has', () => {
      const own = dashboard.annotations.filter(({ builtIn }) => builtIn === undefined);
      for (const { target } of own) {
        const { refId: __, ...request } = target!;
        const range = { from: 0, to: 1 };
        expect(validateAnnotations({ ...request, range })).toBe(true);
      }
    });

    it('links the others with the model and the time', () => {
      const link = dashboard.links.find(({ type }) => type === 'dashboards');
      expect(link).toMatchObject({ includeVars: true, keepTime: true, tags: ['modelwatch'] });
    });

    it('gives each panel an id and a place of its own', () => {
      const ids = dashboard.panels.map((panel) => panel.id);
      expect(new Set(ids).size).toBe(ids.length);
      const overlaps = dashboard.panels.flatMap((a, index) =>
        dashboard.panels
          .slice(index + 1)
          .filter((b) => covers(a, b))
          .map((b) => `${a.title} / ${b.title}`),
      );
      expect(overlaps).toEqual([]);
      for (const { gridPos } of dashboard.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    });
  },
);

const covers = ({ gridPos: a }: DashboardPanel, { gridPos: b }: DashboardPanel): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe('alert rules', () => {
  const rules = readAlertRules();

  it('have unique uids and titles', () => {
    for (const key of ['uid', 'title'] as const)
      expect(new Set(rules.map((rule) => rule[key])).size).toBe(rules.length);
  });

  describe.each(rules.map((rule) => [rule.title, rule] as const))('%s', (_, rule) => {
    it('asks queries of the contract over a range that is not reversed', () => {
      const queries = rule.data.filter((one) => one.datasourceUid !== '__expr__');
      expect(queries.length).toBeGreaterThan(0);
      for (const query of queries) {
        expect(query.datasourceUid).toBe('modelwatch');
        expect(query.model.refId).toBe(query.refId);
        expect(problemsOf(query.model)).toEqual([]);
        expect(query.relativeTimeRange!.from).toBeGreaterThan(query.relativeTimeRange!.to);
      }
    });

    it('has a condition that exists, and expressions that read existing queries', () => {
      const refIds = rule.data.map((one) => one.refId);
      expect(refIds).toContain(rule.condition);
      for (const { model } of rule.data.filter((entry) => entry.datasourceUid === '__expr__')) {
        const read = model.type === 'math' ? model.expression!.match(/(?<=\$)\w+/g)! : [model.expression];
        expect(refIds).toEqual(expect.arrayContaining(read));
      }
    });

    it('chooses its no-data and error states, and contains no template variable', () => {
      expect(['KeepLast', 'Alerting', 'OK']).toContain(rule.noDataState);
      expect(['KeepLast', 'Alerting']).toContain(rule.execErrState);
      const asked = rule.data.filter((one) => one.datasourceUid !== '__expr__');
      expect(JSON.stringify(asked)).not.toMatch(/\$[a-z{]/i);
    });

    it('links a runbook that exists', () => {
      const [, name] = /\/runbooks\/([a-z-]+)$/.exec(rule.annotations.runbook_url ?? '') ?? [];
      expect(existsSync(join(ROOT, 'docs', 'runbooks', `${name}.md`))).toBe(true);
    });

    it('links an investigation of its own model that covers its window, where there is something to investigate', () => {
      const link = rule.annotations.investigation_url;
      if (link === undefined) return;
      const { pathname, searchParams } = new URL(link, 'http://grafana');
      expect(pathname).toBe('/a/modelwatch-investigations-app/investigation');
      expect(searchParams.get('model')).toBe('{{ $labels.model }}');
      const [, count, unit] = /^now-(\d+)([hd])$/.exec(searchParams.get('from') ?? '') ?? [];
      const seconds = Number(count) * (unit === 'd' ? 86_400 : 3600);
      expect(seconds).toBeGreaterThanOrEqual(rule.data[0]!.relativeTimeRange!.from);
      expect(searchParams.get('to')).toBe('now');
    });

    it('has labels that do not change with time', () => {
      expect(Object.values(rule.labels).join(' ')).not.toContain('{{');
      expect(rule.labels.severity).toMatch(/^(page|ticket)$/);
    });
  });
});
