import {
  type AdHocVariableFilter,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { ANNOTATIONS } from './annotations';
import { DEFAULT_QUERY, describeQuery, interpolateQuery, isComplete } from './query';
import { Resources, dimensionsOf } from './resources';
import { type ModelWatchOptions, type ModelWatchQuery } from './types';
import { VariableSupport } from './variables';

const asOptions = (values: string[]): MetricFindValue[] => values.map((text) => ({ text, value: text }));

/** Queries go to the backend, which alert rules use too; only what needs a browser happens here. */
export class ModelWatchDataSource extends DataSourceWithBackend<ModelWatchQuery, ModelWatchOptions> {
  readonly resources = new Resources((path, params) => this.getResource<unknown>(path, params));

  constructor(settings: DataSourceInstanceSettings<ModelWatchOptions>) {
    super(settings);
    this.variables = new VariableSupport(this);
    this.annotations = ANNOTATIONS;
  }

  override getDefaultQuery(): Partial<ModelWatchQuery> {
    return DEFAULT_QUERY;
  }

  override filterQuery(query: ModelWatchQuery): boolean {
    return isComplete(query);
  }

  override getQueryDisplayText(query: ModelWatchQuery): string {
    return describeQuery(query);
  }

  override applyTemplateVariables(
    query: ModelWatchQuery,
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[],
  ): ModelWatchQuery {
    const templates = getTemplateSrv();
    return interpolateQuery(query, (text, format) => templates.replace(text, scopedVars, format), filters);
  }

  override async getTagKeys(
    options?: DataSourceGetTagKeysOptions<ModelWatchQuery>,
  ): Promise<MetricFindValue[]> {
    const model = await this.modelOf(options?.queries);
    return asOptions(dimensionsOf(model === undefined ? undefined : await this.resources.model(model)));
  }

  override async getTagValues(
    options: DataSourceGetTagValuesOptions<ModelWatchQuery>,
  ): Promise<MetricFindValue[]> {
    const model = await this.modelOf(options.queries);
    return model === undefined ? [] : asOptions(await this.resources.dimensionValues(model, options.key));
  }

  /** The model that a dashboard's ad-hoc filters are about: that of its queries, or else the first one registered. */
  private async modelOf(queries: ModelWatchQuery[] | undefined): Promise<string | undefined> {
    const named = queries?.find((query) => query.model)?.model;
    return named ? getTemplateSrv().replace(named) : (await this.resources.models())[0]?.spec.model;
  }
}
