import type { MeasureDefinition } from './definition';
import { quantileParameter } from './quantileParameter';
import { performance } from './performance';

const { min: _least, max: _most, ...unbounded } = performance;

/** From sums over the errors of the labelled predictions; an error is the prediction less the label. */
const ofResiduals = { ...unbounded, unit: 'none', input: 'residuals', tasks: ['regression'] } as const;

export const REGRESSION = [
  {
    ...ofResiduals,
    id: 'performance.meanError',
    title: 'Bias',
    meaning: 'Mean of prediction less label: how much too high predictions are.',
    better: 'none',
    formula: 'mean of (ŷ − y)',
    source: 'definition; interval: normal',
  },
  {
    ...ofResiduals,
    id: 'performance.mae',
    title: 'Mean absolute error',
    meaning: 'Mean size of the error, in the unit of the target.',
    min: 0,
    better: 'lower',
    formula: 'mean of |ŷ − y|',
    source: 'scikit-learn 1.9.1 mean_absolute_error; interval: normal',
  },
  {
    ...ofResiduals,
    id: 'performance.rmse',
    title: 'Root mean squared error',
    meaning: 'Typical size of the error, heavy on large ones, in the unit of the target.',
    min: 0,
    better: 'lower',
    formula: '√ mean of (ŷ − y)²',
    source: 'scikit-learn 1.9.1 root_mean_squared_error',
  },
  {
    ...ofResiduals,
    id: 'performance.mape',
    title: 'Mean absolute percentage error',
    meaning: 'Mean size of the error as a share of the label; not defined where a label is 0.',
    unit: 'percentunit',
    min: 0,
    better: 'lower',
    formula: 'mean of |ŷ − y| / |y|',
    source: 'scikit-learn 1.9.1 mean_absolute_percentage_error',
  },
  {
    ...ofResiduals,
    id: 'performance.smape',
    title: 'Symmetric mean absolute percentage error',
    meaning: 'Mean size of the error as a share of the mean of prediction and label, between 0 and 2.',
    unit: 'percentunit',
    min: 0,
    max: 2,
    better: 'lower',
    formula: 'mean of 2 |ŷ − y| / (|ŷ| + |y|), 0 where both are 0',
    source: 'Makridakis (1993)',
  },
  {
    ...ofResiduals,
    id: 'performance.wape',
    title: 'Weighted absolute percentage error',
    meaning: 'Sum of the errors as a share of the sum of the labels: small labels do not dominate it.',
    unit: 'percentunit',
    min: 0,
    better: 'lower',
    formula: 'Σ |ŷ − y| / Σ |y|',
    source: 'definition (also MAD/mean)',
  },
  {
    ...ofResiduals,
    id: 'performance.medianAbsoluteError',
    title: 'Median absolute error',
    meaning: 'Half of the errors are larger than it; a few large ones do not move it.',
    min: 0,
    better: 'lower',
    accuracy: 'raw',
    formula: 'median of |ŷ − y|',
    source: 'scikit-learn 1.9.1 median_absolute_error',
  },
  {
    ...ofResiduals,
    id: 'performance.maxError',
    title: 'Largest error',
    meaning: 'Size of the worst error.',
    min: 0,
    better: 'lower',
    formula: 'max |ŷ − y|',
    source: 'scikit-learn 1.9.1 max_error',
  },
  {
    ...ofResiduals,
    id: 'performance.r2',
    title: 'R²',
    meaning:
      'Share of the variation of the labels that the predictions explain; below 0 worse than their mean.',
    max: 1,
    formula: '1 − Σ (ŷ − y)² / Σ (y − ȳ)²',
    source: 'scikit-learn 1.9.1 r2_score',
  },
  {
    ...ofResiduals,
    id: 'performance.pinballLoss',
    title: 'Pinball loss',
    meaning: 'Loss of a forecast of a quantile: too low and too high cost as the quantile says.',
    min: 0,
    better: 'lower',
    parameters: [
      quantileParameter(
        0.5,
        'that the model forecasts; 0.5 is the median, where the loss is half the mean absolute error',
      ),
    ],
    formula: 'mean of α max(y − ŷ, 0) + (1 − α) max(ŷ − y, 0)',
    source: 'Koenker and Bassett (1978); scikit-learn 1.9.1 mean_pinball_loss',
  },
] as const satisfies readonly MeasureDefinition[];
