import { FieldColorModeId, FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';
import { DisparityPanel } from './components';
import { migrateOptions } from './migrateOptions';
import { DEFAULT_OPTIONS, type DisparityOptions } from './options';

export const plugin = new PanelPlugin<DisparityOptions>(DisparityPanel)
  .useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.Thresholds } },
      // No step: the panel's own colours, which tell the worst pair apart, stay until somebody sets others.
      [FieldConfigProperty.Thresholds]: {
        defaultValue: { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'text' }] },
      },
    },
  })
  .setMigrationHandler((panel) => migrateOptions({ ...panel.options }))
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'compareBy',
        name: 'Compare by',
        description: 'The highest rate less the lowest, or the lowest over the highest.',
        defaultValue: DEFAULT_OPTIONS.compareBy,
        settings: {
          options: [
            { value: 'difference', label: 'Difference' },
            { value: 'ratio', label: 'Ratio' },
          ],
        },
      })
      .addNumberInput({
        path: 'allowedDifference',
        name: 'Allowed difference',
        description: 'In the unit of the rate: 0.1 is ten percentage points.',
        defaultValue: DEFAULT_OPTIONS.allowedDifference,
        settings: { min: 0, step: 0.01 },
        showIf: ({ compareBy }) => compareBy !== 'ratio',
      })
      .addNumberInput({
        path: 'allowedRatio',
        name: 'Allowed ratio',
        description: 'The lowest rate over the highest, at least: the four-fifths rule asks for 0.8.',
        defaultValue: DEFAULT_OPTIONS.allowedRatio,
        settings: { min: 0, max: 1, step: 0.05 },
        showIf: ({ compareBy }) => compareBy === 'ratio',
      })
      .addRadio({
        path: 'sortBy',
        name: 'Order',
        defaultValue: DEFAULT_OPTIONS.sortBy,
        settings: {
          options: [
            { value: 'value', label: 'Highest first' },
            { value: 'name', label: 'By name' },
            { value: 'asGiven', label: 'As answered' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'fromZero',
        name: 'Axis from zero',
        description: 'Off: the axis begins at the least rate, so that small differences are seen.',
        defaultValue: DEFAULT_OPTIONS.fromZero,
      })
      .addBooleanSwitch({
        path: 'showBaseline',
        name: 'Baseline',
        description: 'The rate of each group, and the distance of the pair, in the baseline.',
        defaultValue: DEFAULT_OPTIONS.showBaseline,
      })
      .addBooleanSwitch({ path: 'showLegend', name: 'Legend', defaultValue: DEFAULT_OPTIONS.showLegend }),
  );
