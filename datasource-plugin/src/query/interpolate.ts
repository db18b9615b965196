import { type AdHocVariableFilter } from '@grafana/data';
import { type Filter } from '@modelwatch/collector/contract';
import { type ModelWatchQuery } from '../types';

/** `TemplateSrv.replace` with the variables of one panel already given. */
export type Replace = (text: string, format?: (value: string | string[]) => string) => string;

const ONE_VARIABLE = /^(?:\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\])$/;

/** A variable with several values, alone in a place for a list, becomes that many entries. */
function expand(text: string, replace: Replace): string[] {
  let several: string[] | undefined;
  const replaced = replace(text, (value) => {
    several = Array.isArray(value) ? value.map(String) : [String(value)];
    return several.join(',');
  });
  return several && ONE_VARIABLE.test(text) ? several : [replaced];
}

const expandAll = (texts: string[], replace: Replace): string[] => [
  ...new Set(texts.flatMap((text) => expand(text, replace))),
];

/** An operator that the contract does not know is left for the collector to refuse, which names it. */
function filterOfAdHoc({ key, operator, value, values }: AdHocVariableFilter): Filter {
  const several = operator.endsWith('|') && values ? values : [value];
  return { key, operator: operator.replace(/\|$/, '') as Filter['operator'], values: several };
}

/** A number that came out of a variable is a number again. */
function replaceParameter(value: string | number, replace: Replace): string | number {
  if (typeof value === 'number') return value;
  const replaced = replace(value);
  return replaced !== value && replaced.trim() !== '' && Number.isFinite(Number(replaced))
    ? Number(replaced)
    : replaced;
}

/** The query with the values of template variables in their places, and the dashboard's ad-hoc filters added. */
export function interpolateQuery(
  query: ModelWatchQuery,
  replace: Replace,
  adHoc: AdHocVariableFilter[] = [],
): ModelWatchQuery {
  const one = <T extends string | undefined>(text: T): T => (text ? (replace(text) as T) : text);
  const filters = (query.filters ?? []).map((filter) => ({
    ...filter,
    key: replace(filter.key),
    values: expandAll(filter.values, replace),
  }));
  const all = [...filters, ...adHoc.filter(({ key }) => key !== '').map(filterOfAdHoc)];
  return {
    ...query,
    measure: replace(query.measure ?? ''),
    model: one(query.model),
    version: one(query.version),
    baseline: one(query.baseline),
    window: one(query.window),
    asOf: one(query.asOf),
    ...(query.features ? { features: expandAll(query.features, replace) } : {}),
    ...(query.groupBy ? { groupBy: expandAll(query.groupBy, replace) } : {}),
    ...(all.length > 0 ? { filters: all } : {}),
    ...(query.params
      ? {
          params: Object.fromEntries(
            Object.entries(query.params).map(([name, value]) => [name, replaceParameter(value, replace)]),
          ),
        }
      : {}),
  };
}
