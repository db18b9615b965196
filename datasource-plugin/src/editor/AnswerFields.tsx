import { type Shape, parseDuration } from '@modelwatch/collector/contract';
import { InlineField, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { type FieldsProps, LABEL_WIDTH } from './fields';

const SHAPES: Record<Shape, { label: string; description: string }> = {
  series: { label: 'Series', description: 'One value a step of the window' },
  snapshot: { label: 'Snapshot', description: 'One value over the range of time: what alert rules want' },
  distribution: {
    label: 'Distribution',
    description: 'The bins of baseline and now: what the distribution panel draws',
  },
  table: { label: 'Table', description: 'Values with their intervals, samples and verdicts' },
};

const KINDS = [
  { value: 'value' as const, label: 'Value', description: 'The number itself' },
  {
    value: 'breach' as const,
    label: 'Breach',
    description: '1 for a breach, 0 for none, null where it cannot be said',
  },
];

const isWindow = (text: string): boolean => text === '' || text.includes('$') || parseDuration(text) > 0;

/** The form of the answer. */
export function AnswerFields({ query, measure, change }: FieldsProps): React.JSX.Element | null {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  if (!measure) return null;
  const window = draft ?? query.window ?? '';
  const commit = () => {
    if (draft === undefined || !isWindow(draft.trim())) return;
    change({ ...query, window: draft.trim() || undefined });
    setDraft(undefined);
  };
  const shapes = measure.shapes.map((value) => ({ value, ...SHAPES[value] }));
  const hasVerdict = query.shape === 'series' || query.shape === 'snapshot';
  return (
    <Stack gap={0.5} wrap="wrap">
      <InlineField label="Shape" labelWidth={LABEL_WIDTH}>
        <RadioButtonGroup
          options={shapes}
          value={query.shape}
          onChange={(shape) => change({ ...query, shape })}
        />
      </InlineField>
      {(query.shape === 'series' || query.shape === 'distribution') && (
        <InlineField
          label="Window"
          htmlFor={`${id}-window`}
          tooltip={
            query.shape === 'series'
              ? 'Step of the series, such as 5m, 1h or 1d; chosen from the range of time when left empty'
              : 'A distribution for each step, such as 6h or 1d; one over the range of time when left empty'
          }
          invalid={!isWindow(window.trim())}
          error="A duration such as 5m, 1h or 1d"
        >
          <Input
            id={`${id}-window`}
            width={14}
            placeholder={query.shape === 'series' ? 'auto' : 'none'}
            value={window}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => event.key === 'Enter' && commit()}
          />
        </InlineField>
      )}
      {hasVerdict && (
        <InlineField label="As" tooltip="Alert rules are best written on breaches">
          <RadioButtonGroup
            options={KINDS}
            value={query.as ?? 'value'}
            onChange={(as) => change({ ...query, as })}
          />
        </InlineField>
      )}
    </Stack>
  );
}
