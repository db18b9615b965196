import { type MeasureDefinition, type ModelEntry } from '@modelwatch/collector/contract';
import { Combobox, type ComboboxOption, InlineField, Stack } from '@grafana/ui';
import React, { useId } from 'react';
import { changeMeasure } from '../query';
import { versionsOf } from '../resources';
import { withVariables } from './common';
import { type FieldsProps, LABEL_WIDTH } from './fields';

function measureOptions(measures: MeasureDefinition[]): ComboboxOption[] {
  return measures.map(({ id, title, meaning, family }) => ({
    value: id,
    label: title,
    description: meaning,
    group: family[0]!.toUpperCase() + family.slice(1),
  }));
}

interface Props extends FieldsProps {
  measures: MeasureDefinition[];
  models: ModelEntry[];
}

/** What is measured, and of which model and version. */
export function MeasureFields({ query, measure, entry, change, measures, models }: Props): React.JSX.Element {
  const id = useId();
  const names = models.map((one) => one.spec.model);
  const ofModel = measure?.input !== 'collector';
  return (
    <Stack gap={0.5} wrap="wrap">
      <InlineField
        label="Measure"
        labelWidth={LABEL_WIDTH}
        htmlFor={`${id}-measure`}
        tooltip={measure?.meaning ?? 'What is measured'}
      >
        <Combobox
          id={`${id}-measure`}
          width={40}
          options={measureOptions(measures)}
          value={query.measure ?? null}
          onChange={({ value }) => {
            const chosen = measures.find((one) => one.id === value);
            if (chosen) change(changeMeasure(query, chosen, names));
          }}
        />
      </InlineField>
      {ofModel && (
        <InlineField
          label="Model"
          htmlFor={`${id}-model`}
          required
          invalid={!query.model}
          error="Choose a model"
        >
          <Combobox
            id={`${id}-model`}
            width={30}
            createCustomValue
            placeholder="Choose a model"
            options={withVariables(names)}
            value={query.model ?? null}
            onChange={({ value }) => change({ ...query, model: value })}
          />
        </InlineField>
      )}
      {ofModel && (
        <InlineField label="Version" htmlFor={`${id}-version`}>
          <Combobox
            id={`${id}-version`}
            width={24}
            isClearable
            createCustomValue
            placeholder="every version"
            options={withVariables(versionsOf(entry))}
            value={query.version ?? null}
            onChange={(option) => change({ ...query, version: option?.value })}
          />
        </InlineField>
      )}
    </Stack>
  );
}
