import type { MeasureDefinition } from './definition';
import { quantileParameter } from './quantileParameter';
import { performance } from './performance';

const { min: _least, max: _most, ...unbounded } = performance;

/** From sums over the errors of the labelled predictions; an error is the prediction less the label. */
const ofResiduals = { ...unbounded, unit: 'none', input: 'residuals', tasks: ['regression'] } as const;

/** From the interval of an event, where it has one. */
const ofIntervals = { ...ofResiduals, input: 'forecastIntervals', accuracy: 'raw' } as const;

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
    id: 'performance.rmsle',
    title: 'Root mean squared log error',
    meaning: 'Typical relative error, small values counting as much as large ones; for values above −1.',
    min: 0,
    better: 'lower',
    formula: '√ mean of (ln(1 + ŷ) − ln(1 + y))²',
    source: 'scikit-learn 1.9.1 root_mean_squared_log_error',
  },
  {
    ...ofResiduals,
    id: 'performance.d2Pinball',
    title: 'D² of the pinball loss',
    meaning:
      'Share of the loss of the best constant forecast that the model saves; at the quantile 0.5 D² of the absolute error.',
    input: 'constantForecast',
    accuracy: 'raw',
    max: 1,
    parameters: [quantileParameter(0.5, 'that the model forecasts; 0.5 is the median')],
    formula: '1 − Σ pinball(y, ŷ) / Σ pinball(y, α-quantile of y)',
    source: 'scikit-learn 1.9.1 d2_pinball_score and d2_absolute_error_score',
  },
  {
    ...ofIntervals,
    id: 'performance.intervalCoverage',
    title: 'Interval coverage',
    meaning:
      'Share of the labels in the interval that the model gave with its prediction; to be what it promises.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    formula: 'lower ≤ y ≤ upper / labelled predictions with an interval',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...ofIntervals,
    id: 'performance.intervalWidth',
    title: 'Interval width',
    meaning:
      'Mean width of the intervals of labelled predictions: a wide one covers everything and says nothing.',
    min: 0,
    better: 'lower',
    formula: 'mean of upper − lower',
    source: 'definition',
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
