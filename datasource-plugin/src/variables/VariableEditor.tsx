import { type QueryEditorProps } from '@grafana/data';
import { Combobox, ErrorBoundaryAlert, InlineField, Stack } from '@grafana/ui';
import React from 'react';
import { type ModelWatchDataSource } from '../datasource';
import { ReadFailure, useAnswer, withVariables } from '../editor/common';
import { dimensionsOf } from '../resources';
import {
  type ModelWatchOptions,
  type ModelWatchQuery,
  type ModelWatchVariableQuery,
  type VariableSubject,
} from '../types';

type Props = QueryEditorProps<
  ModelWatchDataSource,
  ModelWatchQuery,
  ModelWatchOptions,
  ModelWatchVariableQuery
>;

const SUBJECTS: { value: VariableSubject; label: string }[] = [
  { value: 'models', label: 'Models' },
  { value: 'versions', label: 'Versions of a model' },
  { value: 'features', label: 'Features of a model' },
  { value: 'segments', label: 'Segments of a model' },
  { value: 'values', label: 'Values of a segment' },
];

function Fields({ datasource, query, onChange }: Props): React.JSX.Element {
  const { resources } = datasource;
  const models = useAnswer(() => resources.models(), [resources]);
  const entry = models.answer?.find((one) => one.spec.model === query.model);
  const list = query.list ?? 'models';
  const change = (part: Partial<ModelWatchVariableQuery>) =>
    onChange({ ...query, list, ...part, refId: query.refId ?? 'modelwatch' });
  return (
    <Stack direction="column" gap={1}>
      <InlineField label="List" labelWidth={14}>
        <Combobox
          width={40}
          options={SUBJECTS}
          value={list}
          onChange={({ value }) => change({ list: value })}
        />
      </InlineField>
      {list !== 'models' && (
        <InlineField label="Model" labelWidth={14}>
          <Combobox
            width={40}
            createCustomValue
            options={withVariables((models.answer ?? []).map((one) => one.spec.model))}
            value={query.model ?? null}
            onChange={({ value }) => change({ model: value })}
          />
        </InlineField>
      )}
      {list === 'values' && (
        <InlineField label="Segment" labelWidth={14}>
          <Combobox
            width={40}
            createCustomValue
            options={withVariables(dimensionsOf(entry))}
            value={query.dimension ?? null}
            onChange={({ value }) => change({ dimension: value })}
          />
        </InlineField>
      )}
      <ReadFailure error={models.error} />
    </Stack>
  );
}

export function VariableEditor(props: Props): React.JSX.Element {
  return (
    <ErrorBoundaryAlert>
      <Fields {...props} />
    </ErrorBoundaryAlert>
  );
}
