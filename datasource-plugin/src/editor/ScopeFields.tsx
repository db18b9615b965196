import { Combobox, InlineField, MultiCombobox, Stack } from '@grafana/ui';
import React, { useId } from 'react';
import { dimensionsOf, featuresOf } from '../resources';
import { withVariables } from './common';
import { type FieldsProps, LABEL_WIDTH } from './fields';

/** A comparison with a baseline is what these two families make. */
const COMPARED = new Set(['drift', 'quality', 'fairness']);

/** Which features, compared with what, apart by what. */
export function ScopeFields({ query, measure, entry, change }: FieldsProps): React.JSX.Element | null {
  const id = useId();
  if (!measure || (!measure.perFeature && !measure.groupable)) return null;
  const baselines = Object.keys(entry?.baselines ?? {});
  return (
    <Stack gap={0.5} wrap="wrap">
      {measure.perFeature && (
        <InlineField label="Features" labelWidth={LABEL_WIDTH} htmlFor={`${id}-features`}>
          <MultiCombobox
            id={`${id}-features`}
            width={40}
            createCustomValue
            placeholder="every feature"
            options={withVariables(featuresOf(entry))}
            value={query.features ?? []}
            onChange={(options) => change({ ...query, features: options.map((option) => option.value) })}
          />
        </InlineField>
      )}
      {COMPARED.has(measure.family) && (
        <InlineField
          label="Baseline of"
          htmlFor={`${id}-baseline`}
          tooltip="The version whose baseline is compared with"
        >
          <Combobox
            id={`${id}-baseline`}
            width={24}
            isClearable
            createCustomValue
            placeholder="production"
            options={withVariables(baselines)}
            value={query.baseline ?? null}
            onChange={(option) => change({ ...query, baseline: option?.value })}
          />
        </InlineField>
      )}
      {measure.groupable && (
        <InlineField
          label="Group by"
          labelWidth={measure.perFeature ? 'auto' : LABEL_WIDTH}
          htmlFor={`${id}-group`}
          tooltip="At most three"
        >
          <MultiCombobox
            id={`${id}-group`}
            width={34}
            createCustomValue
            placeholder="all together"
            options={withVariables(dimensionsOf(entry))}
            value={query.groupBy ?? []}
            onChange={(options) =>
              change({ ...query, groupBy: options.slice(0, 3).map((option) => option.value) })
            }
          />
        </InlineField>
      )}
    </Stack>
  );
}
