import { type QueryEditorProps } from '@grafana/data';
import { Combobox, ErrorBoundaryAlert, InlineField, MultiCombobox, Stack } from '@grafana/ui';
import { type AnnotationKind } from '@modelwatch/collector/contract';
import React, { useId } from 'react';
import { type ModelWatchDataSource } from '../datasource';
import { ReadFailure, useAnswer, withVariables } from '../editor/common';
import { type ModelWatchOptions, type ModelWatchQuery } from '../types';

type Props = QueryEditorProps<ModelWatchDataSource, ModelWatchQuery, ModelWatchOptions>;

const KINDS: { value: AnnotationKind; label: string; description: string }[] = [
  {
    value: 'changes',
    label: 'Changes',
    description: 'Rollouts, retrainings, schema changes, incidents posted',
  },
  {
    value: 'incidents',
    label: 'Incidents',
    description: 'What investigations found, from its onset to its end',
  },
  {
    value: 'maturity',
    label: 'Label maturity',
    description: 'The time whose labels are still to come; of one model',
  },
];
const LABEL_WIDTH = 14;

function Fields({ datasource, query, onChange }: Props): React.JSX.Element {
  const { resources } = datasource;
  const id = useId();
  const models = useAnswer(() => resources.models(), [resources]);
  const show = query.show ?? ['changes'];
  const isHalfMade = show.includes('maturity') && !query.model;
  return (
    <Stack direction="column" gap={1}>
      <InlineField label="Show" labelWidth={LABEL_WIDTH} htmlFor={`${id}-show`}>
        <MultiCombobox
          id={`${id}-show`}
          width={40}
          options={KINDS}
          value={show}
          onChange={(chosen) => onChange({ ...query, show: chosen.map(({ value }) => value) })}
        />
      </InlineField>
      <InlineField
        label="Model"
        labelWidth={LABEL_WIDTH}
        htmlFor={`${id}-model`}
        invalid={isHalfMade}
        error="Label maturity is that of one model: choose it, or a variable."
      >
        <Combobox
          id={`${id}-model`}
          width={40}
          isClearable
          createCustomValue
          placeholder="All models"
          options={withVariables((models.answer ?? []).map((one) => one.spec.model))}
          value={query.model ?? null}
          onChange={(chosen) => onChange({ ...query, model: chosen?.value })}
        />
      </InlineField>
      <ReadFailure error={models.error} />
    </Stack>
  );
}

/** What is drawn across the panels of a dashboard. */
export function AnnotationEditor(props: Props): React.JSX.Element {
  return (
    <ErrorBoundaryAlert>
      <Fields {...props} />
    </ErrorBoundaryAlert>
  );
}
