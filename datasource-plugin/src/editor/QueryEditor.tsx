import { type QueryEditorProps } from '@grafana/data';
import { ErrorBoundaryAlert, Stack } from '@grafana/ui';
import React from 'react';
import { type ModelWatchDataSource } from '../datasource';
import { hasWholeFilters } from '../query';
import { type ModelWatchOptions, type ModelWatchQuery } from '../types';
import { AnswerFields } from './AnswerFields';
import { FilterFields } from './FilterFields';
import { MeasureFields } from './MeasureFields';
import { ParameterFields } from './ParameterFields';
import { ScopeFields } from './ScopeFields';
import { ReadFailure, useAnswer } from './common';

type Props = QueryEditorProps<ModelWatchDataSource, ModelWatchQuery, ModelWatchOptions>;

function Fields({ datasource, query, onChange, onRunQuery }: Props): React.JSX.Element {
  const { resources } = datasource;
  const measures = useAnswer(() => resources.measures(), [resources]);
  const models = useAnswer(() => resources.models(), [resources]);
  const measure = measures.answer?.find((one) => one.id === query.measure);
  const entry = models.answer?.find((one) => one.spec.model === query.model);
  const change = (changed: ModelWatchQuery) => {
    onChange(changed);
    if (hasWholeFilters(changed)) onRunQuery();
  };
  const fields = { query, measure, entry, change };
  return (
    <Stack direction="column" gap={1}>
      <ReadFailure error={measures.error ?? models.error} />
      <MeasureFields {...fields} measures={measures.answer ?? []} models={models.answer ?? []} />
      <ScopeFields {...fields} />
      <FilterFields {...fields} resources={resources} />
      <ParameterFields {...fields} />
      <AnswerFields {...fields} />
    </Stack>
  );
}

/** Every list comes from the live catalogue; a query runs when something was chosen, never while it is typed. */
export function QueryEditor(props: Props): React.JSX.Element {
  return (
    <ErrorBoundaryAlert dependencies={[props.query.measure]}>
      <Fields {...props} />
    </ErrorBoundaryAlert>
  );
}
