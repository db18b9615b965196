import { type AnnotationSupport } from '@grafana/data';
import { type ModelWatchQuery } from '../types';
import { AnnotationEditor } from './AnnotationEditor';

/**
 * Annotations of a dashboard go through the backend like any query, so that public dashboards have them too; Grafana
 * makes them of the fields of the answer, which are named as it expects.
 */
export const ANNOTATIONS: AnnotationSupport<ModelWatchQuery> = {
  QueryEditor: AnnotationEditor,
  getDefaultQuery: () => ({ show: ['changes'] }),
  prepareQuery: ({ target }) => target && { ...target, show: target.show ?? ['changes'] },
};
