import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, InlineField, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React from 'react';
import { type NamedWindow, type PanelName } from '../parameters';

interface Choice {
  value: string;
  label: string;
}

export interface Chosen {
  panel: PanelName;
  model: string;
  measure: string;
  segment: string;
  window: number;
}

interface Props {
  panels: { value: PanelName; label: string }[];
  models: Choice[];
  measures: Choice[];
  /** Of a panel that compares the groups of one; none for the others. */
  segments: Choice[];
  windows: NamedWindow[];
  chosen: Chosen;
  mode: 'dark' | 'light';
  onMode: (mode: 'dark' | 'light') => void;
  onChoose: (change: Partial<Chosen>) => void;
}

export function Controls(props: Props): React.JSX.Element {
  const { panels, models, measures, segments, windows, chosen, mode, onMode, onChoose } = props;
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>Model Watch preview</h1>
      <RadioButtonGroup
        aria-label="Panel"
        options={panels}
        value={chosen.panel}
        onChange={(panel) => onChoose({ panel })}
      />
      <InlineField label="Model">
        <Combobox
          id="preview-model"
          width={16}
          options={models}
          value={chosen.model}
          onChange={({ value }) => onChoose({ model: value, window: 0 })}
        />
      </InlineField>
      <InlineField label="Measure">
        <Combobox
          id="preview-measure"
          width={28}
          options={measures}
          value={chosen.measure}
          onChange={({ value }) => onChoose({ measure: value })}
        />
      </InlineField>
      {segments.length > 0 && (
        <InlineField label="Segment">
          <Combobox
            id="preview-segment"
            width={16}
            options={segments}
            value={chosen.segment}
            onChange={({ value }) => onChoose({ segment: value })}
          />
        </InlineField>
      )}
      <InlineField label="Window">
        <Combobox
          id="preview-window"
          width={36}
          options={windows.map(({ name, from, to }, index) => ({
            value: index,
            label: name,
            description: `${minutes(from)} to ${minutes(to)} UTC`,
          }))}
          value={chosen.window}
          onChange={({ value }) => onChoose({ window: value })}
        />
      </InlineField>
      <span className={styles.space} />
      <RadioButtonGroup
        aria-label="Theme"
        options={[
          { value: 'dark' as const, label: 'Dark' },
          { value: 'light' as const, label: 'Light' },
        ]}
        value={mode}
        onChange={onMode}
      />
    </header>
  );
}

/** A time to the minute: 2026-10-15 16:47. */
const minutes = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    paddingBottom: theme.spacing(2),
    '& > div': { marginBottom: 0 },
  }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize }),
  space: css({ flexGrow: 1 }),
});
