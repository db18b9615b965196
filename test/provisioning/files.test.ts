import Ajv from 'ajv';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { findMeasure, Query } from '@modelwatch/collector/contract';
import { readAlertRules, readDashboards, readProvisioning, ROOT } from './files';

const pluginJson = (folder: string) =>
  JSON.parse(readFileSync(join(ROOT, folder, 'src', 'plugin.json'), 'utf8')) as { id: string; type: string };

const DATA_SOURCE = pluginJson('datasource-plugin').id;

/** What Grafana adds to a query of its own, beside the contract's fields. */
const GRAFANA_FIELDS = ['refId', 'datasource', 'hide', 'queryType'];

const validateQuery = new Ajv({ allErrors: true }).compile(Query);

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

describe.each(readDashboards().map((dashboard) => [dashboard.file, dashboard] as const))(
  'dashboard %s',
  (_, dashboard) => {
    it("fits the dashboard type of Grafana's own packages", () => {
      const folder = mkdtempSync(join(__dirname, 'check-'));
      try {
        const file = join(folder, 'dashboard.ts');
        const types = "import type { Dashboard } from '@grafana/schema';\n";
        writeFileSync(file, `${types}export const dashboard: Dashboard = ${dashboard.text};\n`);
        const program = ts.createProgram([file], {
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          module: ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          types: [],
        });
        const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
        expect(found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'))).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }, 120_000);

    const panels = dashboard.panels.filter((panel) => panel.type !== 'row');

    it.each(panels.map((panel) => [panel.title, panel] as const))(
      'panel "%s" has a description and queries of the contract',
      (__, panel) => {
        expect(panel.title).not.toBe('');
        expect(panel.description ?? '').not.toBe('');
        expect(panel.targets?.length).toBeGreaterThan(0);
        for (const target of panel.targets!) expect(problemsOf(target)).toEqual([]);
      },
    );

    it('names no model of its own: the model is a variable', () => {
      const models = panels.flatMap((panel) => panel.targets ?? []).map((target) => target.model);
      expect(models.filter((model) => model !== undefined && model !== '$model')).toEqual([]);
    });

    it('gives each panel an id of its own', () => {
      const ids = dashboard.panels.map((panel) => panel.id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  },
);

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
