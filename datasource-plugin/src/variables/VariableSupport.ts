import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { type Observable, from, map } from 'rxjs';
import { type ModelWatchDataSource } from '../datasource';
import { type ModelWatchVariableQuery } from '../types';
import { VariableEditor } from './VariableEditor';
import { listValues } from './listValues';

/** Variables that list what the collector has: models and their versions, features, segments and segment values. */
export class VariableSupport extends CustomVariableSupport<ModelWatchDataSource, ModelWatchVariableQuery> {
  override editor = VariableEditor;

  constructor(private readonly datasource: ModelWatchDataSource) {
    super();
  }

  override query(request: DataQueryRequest<ModelWatchVariableQuery>): Observable<DataQueryResponse> {
    const query = request.targets[0];
    if (!query) return from([{ data: [] }]);
    const replace = (text?: string) => text && getTemplateSrv().replace(text, request.scopedVars);
    const filled = { ...query, model: replace(query.model), dimension: replace(query.dimension) };
    return from(listValues(this.datasource.resources, filled)).pipe(
      map((values) => ({ data: values.map((value) => ({ text: value, value })) })),
    );
  }
}
