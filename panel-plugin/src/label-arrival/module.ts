import { FieldColorModeId, FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { LabelArrivalPanel } from './components';
import { migrateOptions } from './migrateOptions';
import { DEFAULT_OPTIONS, type LabelArrivalOptions } from './options';

export const plugin = new PanelPlugin<LabelArrivalOptions>(LabelArrivalPanel)
  .useFieldConfig({
    standardOptions: {
      // The panel's own scale of one hue, until a continuous scheme is chosen.
      [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.Thresholds } },
    },
  })
  .setMigrationHandler((panel) => migrateOptions({ ...panel.options }))
  .setPanelOptions((builder) =>
    builder
      .addSliderInput({
        path: 'maturity',
        name: 'Mature from',
        description:
          'Share of the labels that will come which must be there before a performance number is believed.',
        defaultValue: DEFAULT_OPTIONS.maturity,
        settings: { min: 0.5, max: 1, step: 0.01 },
      })
      .addBooleanSwitch({
        path: 'showLag',
        name: 'Lag distribution',
        defaultValue: DEFAULT_OPTIONS.showLag,
      })
      .addBooleanSwitch({
        path: 'showTriangle',
        name: 'Triangle',
        description: 'Coverage by prediction day and age.',
        defaultValue: DEFAULT_OPTIONS.showTriangle,
      })
      .addBooleanSwitch({
        path: 'showStillToCome',
        name: 'Still to come',
        description: 'Labels that are expected, by prediction day.',
        defaultValue: DEFAULT_OPTIONS.showStillToCome,
      })
      .addBooleanSwitch({ path: 'showLegend', name: 'Legend', defaultValue: DEFAULT_OPTIONS.showLegend }),
  );
