import { FieldColorModeId, FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';
import { DistributionPanel } from './components';
import { migrateOptions } from './migrateOptions';
import { DEFAULT_OPTIONS, type DistributionOptions } from './options';

export const plugin = new PanelPlugin<DistributionOptions>(DistributionPanel)
  .useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.Thresholds } },
      // The collector's answer brings the thresholds of its measure; a value without any stays neutral.
      [FieldConfigProperty.Thresholds]: {
        defaultValue: { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'text' }] },
      },
    },
  })
  .setMigrationHandler((panel) => migrateOptions({ ...panel.options }))
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'arrangement',
        name: 'Baseline and current',
        description: 'Difference: current less baseline, in percentage points.',
        defaultValue: DEFAULT_OPTIONS.arrangement,
        settings: {
          options: [
            { value: 'overlaid', label: 'Overlaid' },
            { value: 'sideBySide', label: 'Side by side' },
            { value: 'mirrored', label: 'Mirrored' },
            { value: 'difference', label: 'Difference' },
          ],
        },
      })
      .addRadio({
        path: 'sortBy',
        name: 'Order',
        defaultValue: DEFAULT_OPTIONS.sortBy,
        settings: {
          options: [
            { value: 'drift', label: 'Most drifted first' },
            { value: 'name', label: 'By name' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'sharedScale',
        name: 'One scale for all features',
        description: 'Compare the heights of bars between features. Off: each feature fills its chart.',
        defaultValue: DEFAULT_OPTIONS.sharedScale,
      })
      .addBooleanSwitch({
        path: 'showOverTime',
        name: 'Over time',
        description:
          'Of a query that names a window: bins by step, coloured by their change, with the value as a line.',
        defaultValue: DEFAULT_OPTIONS.showOverTime,
      })
      .addBooleanSwitch({
        path: 'showSearch',
        name: 'Search box',
        description: 'Shown when there are more than six features.',
        defaultValue: DEFAULT_OPTIONS.showSearch,
      })
      .addBooleanSwitch({ path: 'showLegend', name: 'Legend', defaultValue: DEFAULT_OPTIONS.showLegend }),
  );
