import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(__dirname, '..', '..');
export const DASHBOARDS = join(ROOT, 'app-plugin', 'src', 'dashboards');

export interface Target {
  refId: string;
  measure?: string;
  [key: string]: unknown;
}

export interface DashboardPanel {
  id: number;
  type: string;
  datasource?: { type?: string };
  gridPos: { x: number; y: number; w: number; h: number };
  title: string;
  description?: string;
  targets?: Target[];
  fieldConfig?: { defaults: { unit?: string; noValue?: string } };
}

export interface DashboardFile {
  file: string;
  uid: string;
  title: string;
  text: string;
  panels: DashboardPanel[];
  variables: { name: string; type: string; query: unknown }[];
  annotations: { builtIn?: number; target?: Record<string, unknown> }[];
  links: { type: string; includeVars: boolean; tags: string[] }[];
}

/** Panels that ask something else than the collector, and so have no answer on the demo log. */
export const isOfPrometheus = ({ datasource }: DashboardPanel): boolean => datasource?.type === 'prometheus';

export function readDashboards(): DashboardFile[] {
  const files = readdirSync(DASHBOARDS).filter((file) => file.endsWith('.json'));
  return files.map((file) => {
    const text = readFileSync(join(DASHBOARDS, file), 'utf8');
    const json = JSON.parse(text) as Omit<DashboardFile, 'annotations'> & {
      templating: { list: DashboardFile['variables'] };
      annotations: { list: DashboardFile['annotations'] };
    };
    return {
      file,
      text,
      uid: json.uid,
      title: json.title,
      panels: json.panels,
      variables: json.templating.list,
      annotations: json.annotations.list,
      links: json.links,
    };
  });
}

export interface AlertRule {
  uid: string;
  title: string;
  condition: string;
  for: string;
  noDataState: string;
  execErrState: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  data: {
    refId: string;
    datasourceUid: string;
    relativeTimeRange?: { from: number; to: number };
    model: Target & { type?: string; expression?: string };
  }[];
}

export function readProvisioning<T>(path: string): T {
  return parse(readFileSync(join(ROOT, 'provisioning', path), 'utf8')) as T;
}

export function readAlertRules(): AlertRule[] {
  const file = readProvisioning<{ groups: { rules: AlertRule[] }[] }>('alerting/modelwatch.yaml');
  return file.groups.flatMap((group) => group.rules);
}
