import { type Filter } from '@modelwatch/collector/contract';
import { Button, Combobox, IconButton, InlineField, MultiCombobox, Stack } from '@grafana/ui';
import React from 'react';
import { type Resources, dimensionsOf } from '../resources';
import { useAnswer, withVariables } from './common';
import { type FieldsProps, LABEL_WIDTH } from './fields';

const OPERATORS: { value: Filter['operator']; label: string }[] = [
  { value: '=', label: 'is' },
  { value: '!=', label: 'is not' },
];

interface RowProps {
  filter: Filter;
  model: string | undefined;
  dimensions: string[];
  resources: Resources;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
}

function FilterRow({
  filter,
  model,
  dimensions,
  resources,
  onChange,
  onRemove,
}: RowProps): React.JSX.Element {
  // The values of a variable's model are not known while the query is written: they are typed.
  const isKnown = Boolean(model && dimensions.includes(filter.key));
  const values = useAnswer<string[]>(
    () => (isKnown && model ? resources.dimensionValues(model, filter.key) : Promise.resolve([])),
    [isKnown, model, filter.key, resources],
  );
  return (
    <Stack gap={0.5} wrap="wrap" alignItems="center">
      <InlineField label="Filter" labelWidth={LABEL_WIDTH}>
        <Combobox
          width={24}
          createCustomValue
          placeholder="Choose a segment"
          options={withVariables(dimensions)}
          value={filter.key || null}
          onChange={({ value }) => onChange({ ...filter, key: value, values: [] })}
        />
      </InlineField>
      <Combobox
        width={10}
        options={OPERATORS}
        value={filter.operator}
        onChange={({ value }) => onChange({ ...filter, operator: value })}
      />
      <MultiCombobox
        width={40}
        createCustomValue
        placeholder="Choose values"
        options={withVariables(values.answer ?? [])}
        value={filter.values}
        onChange={(options) => onChange({ ...filter, values: options.map((option) => option.value) })}
      />
      <IconButton name="trash-alt" tooltip="Remove this filter" onClick={onRemove} />
    </Stack>
  );
}

interface Props extends FieldsProps {
  resources: Resources;
}

/** Which predictions count. The query runs when each filter has its values. */
export function FilterFields({ query, measure, entry, change, resources }: Props): React.JSX.Element | null {
  if (!measure?.groupable) return null;
  const filters = query.filters ?? [];
  const put = (changed: Filter[]) => change({ ...query, filters: changed });
  return (
    <Stack direction="column" gap={0.5}>
      {filters.map((filter, index) => (
        <FilterRow
          key={index}
          filter={filter}
          model={entry?.spec.model}
          dimensions={dimensionsOf(entry)}
          resources={resources}
          onChange={(changed) => put(filters.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => put(filters.filter((_one, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          onClick={() => put([...filters, { key: '', operator: '=', values: [] }])}
        >
          Filter
        </Button>
      </div>
    </Stack>
  );
}
