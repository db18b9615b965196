import { type ParameterDefinition } from '@modelwatch/collector/contract';
import { Combobox, InlineField, Input, Stack } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { changeParameter } from '../query';
import { withVariables } from './common';
import { type FieldsProps, LABEL_WIDTH } from './fields';

interface FieldProps {
  id: string;
  value: string | number | undefined;
  parameter: ParameterDefinition;
  onChange: (value: string | number | undefined) => void;
}

/** Takes a number or a name, or a variable in its place, when the field is left. */
function TypedField({ id, value, parameter, onChange }: FieldProps): React.JSX.Element {
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft === undefined) return;
    const text = draft.trim();
    onChange(text === '' || !Number.isFinite(Number(text)) ? text : Number(text));
    setDraft(undefined);
  };
  return (
    <Input
      id={id}
      width={16}
      placeholder={parameter.default === undefined ? '' : String(parameter.default)}
      value={draft ?? value ?? ''}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

function ChoiceField({
  id,
  value,
  parameter,
  onChange,
  segments,
}: FieldProps & { segments: string[] }): React.JSX.Element {
  const values = parameter.type === 'segment' ? segments : [...(parameter.options ?? [])];
  return (
    <Combobox
      id={id}
      width={24}
      isClearable
      createCustomValue={parameter.type === 'segment'}
      placeholder={
        parameter.default === undefined ? (parameter.optional ? 'None' : 'Choose') : String(parameter.default)
      }
      options={withVariables(values)}
      value={value === undefined ? null : String(value)}
      onChange={(option) => onChange(option?.value)}
    />
  );
}

/** The parameters that the catalogue gives a measure. */
export function ParameterFields({ query, measure, entry, change }: FieldsProps): React.JSX.Element | null {
  const id = useId();
  if (!measure || measure.parameters.length === 0) return null;
  return (
    <Stack gap={0.5} wrap="wrap">
      {measure.parameters.map((parameter, index) => {
        const value = query.params?.[parameter.name];
        const isRequired = parameter.default === undefined && !parameter.optional;
        const isMissing = isRequired && value === undefined;
        const field = {
          id: `${id}-${parameter.name}`,
          value,
          parameter,
          onChange: (changed: string | number | undefined) =>
            change(changeParameter(query, parameter.name, changed)),
        };
        return (
          <InlineField
            key={`${measure.id} ${parameter.name}`}
            label={parameter.title}
            labelWidth={index === 0 ? LABEL_WIDTH : 'auto'}
            htmlFor={field.id}
            tooltip={parameter.description}
            required={isRequired}
            invalid={isMissing}
            error={`Choose a ${parameter.title.toLowerCase()}`}
          >
            {parameter.type === 'number' || parameter.type === 'text' ? (
              <TypedField {...field} />
            ) : (
              <ChoiceField {...field} segments={entry?.schema.segments ?? []} />
            )}
          </InlineField>
        );
      })}
    </Stack>
  );
}
