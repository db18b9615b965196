import type { InputOfMeasure, MeasureId } from '../contract';
import { behind } from './collector';
import { costPerPrediction } from './cost';
import * as estimate from './estimate';
import * as drift from './drift';
import * as fairness from './fairness';
import * as labels from './labels';
import { EVERYTHING, type Measure, type MeasureInputs, type MeasureResult, type Parameters } from './measure';
import * as objectives from './objectives';
import * as performance from './performance';
import * as quality from './quality';
import * as serving from './serving';

/** The function of every measure of the catalogue: one that is missing, or takes another input, does not compile. */
const MEASURES = {
  'drift.psi': drift.populationStabilityIndex,
  'drift.jensenShannon': drift.jensenShannonDistance,
  'drift.kullbackLeibler': drift.kullbackLeiblerDivergence,
  'drift.hellinger': drift.hellingerDistance,
  'drift.totalVariation': drift.totalVariationDistance,
  'drift.lInfinity': drift.lInfinityDistance,
  'drift.kolmogorovSmirnov': drift.kolmogorovSmirnovTest,
  'drift.cramerVonMises': drift.cramerVonMisesTest,
  'drift.andersonDarling': drift.andersonDarlingTest,
  'drift.eppsSingleton': drift.eppsSingletonTest,
  'drift.mannWhitney': drift.mannWhitneyTest,
  'drift.welchT': drift.welchTest,
  'drift.wasserstein': drift.wassersteinDistance,
  'drift.energyDistance': drift.energyDistanceOfValues,
  'drift.chiSquare': drift.chiSquareTest,
  'drift.g': drift.gTest,
  'quality.missingRate': quality.missingRate,
  'quality.invalidRate': quality.invalidRate,
  'quality.unseenRate': quality.unseenRate,
  'quality.outOfRangeRate': quality.outOfRangeRate,
  'performance.accuracy': performance.accuracy,
  'performance.balancedAccuracy': performance.balancedAccuracy,
  'performance.precision': performance.precision,
  'performance.recall': performance.recall,
  'performance.specificity': performance.specificity,
  'performance.f1': performance.f1,
  'performance.mcc': performance.matthewsCorrelation,
  'performance.cohenKappa': performance.cohenKappa,
  'performance.rocAuc': performance.rocAuc,
  'performance.averagePrecision': performance.averagePrecision,
  'performance.brier': performance.brierScore,
  'performance.logLoss': performance.logLoss,
  'performance.calibrationError': performance.calibrationError,
  'performance.kolmogorovSmirnov': performance.kolmogorovSmirnovSeparation,
  'performance.confusionCost': performance.confusionCost,
  'performance.confusionMatrix': performance.confusionMatrix,
  'performance.rocCurve': performance.rocCurve,
  'performance.precisionRecallCurve': performance.precisionRecallCurve,
  'performance.gainTable': performance.gainTable,
  'performance.changeBySegment': performance.changeBySegment,
  'performance.rocAucOneVsRest': performance.rocAucOneVsRest,
  'performance.logLossOfClasses': performance.logLossOfClasses,
  'performance.precisionAtTop': performance.precisionAtTop,
  'performance.recallAtTop': performance.recallAtTop,
  'performance.liftAtTop': performance.liftAtTop,
  'performance.meanError': performance.meanError,
  'performance.mae': performance.meanAbsoluteError,
  'performance.rmse': performance.rootMeanSquaredError,
  'performance.mape': performance.meanAbsolutePercentageError,
  'performance.smape': performance.symmetricPercentageError,
  'performance.wape': performance.weightedPercentageError,
  'performance.medianAbsoluteError': performance.medianAbsoluteError,
  'performance.maxError': performance.maxError,
  'performance.r2': performance.rSquared,
  'performance.pinballLoss': performance.pinballLoss,
  'estimate.accuracy': estimate.estimatedAccuracy,
  'estimate.precision': estimate.estimatedPrecision,
  'estimate.recall': estimate.estimatedRecall,
  'estimate.specificity': estimate.estimatedSpecificity,
  'estimate.f1': estimate.estimatedF1,
  'estimate.rocAuc': estimate.estimatedRocAuc,
  'fairness.demographicParityDifference': fairness.demographicParityDifference,
  'fairness.demographicParityRatio': fairness.demographicParityRatio,
  'fairness.equalizedOddsDifference': fairness.equalizedOddsDifference,
  'fairness.equalizedOddsRatio': fairness.equalizedOddsRatio,
  'fairness.equalOpportunityDifference': fairness.equalOpportunityDifference,
  'fairness.equalOpportunityRatio': fairness.equalOpportunityRatio,
  'fairness.predictiveParityDifference': fairness.predictiveParityDifference,
  'fairness.predictiveParityRatio': fairness.predictiveParityRatio,
  'fairness.demographicParityChange': fairness.demographicParityChange,
  'fairness.equalizedOddsChange': fairness.equalizedOddsChange,
  'fairness.equalOpportunityChange': fairness.equalOpportunityChange,
  'fairness.predictiveParityChange': fairness.predictiveParityChange,
  'fairness.selectionRate': fairness.selectionRateOfGroup,
  'fairness.truePositiveRate': fairness.truePositiveRateOfGroup,
  'fairness.falsePositiveRate': fairness.falsePositiveRateOfGroup,
  'fairness.precision': fairness.precisionOfGroup,
  'fairness.accuracy': fairness.accuracyOfGroup,
  'fairness.calibrationError': fairness.calibrationErrorOfGroup,
  'fairness.calibrationGap': fairness.calibrationGapOfGroup,
  'labels.lag': labels.labelLag,
  'labels.coverage': labels.labelCoverage,
  'serving.requests': serving.requests,
  'serving.latency': serving.latency,
  'serving.availability': serving.availability,
  'serving.clientErrorRate': serving.clientErrorRate,
  'serving.serverErrorRate': serving.serverErrorRate,
  'serving.degradedRate': serving.degradedRate,
  'serving.coldStartRate': serving.coldStartRate,
  'serving.cacheHitRate': serving.cacheHitRate,
  'cost.perPrediction': costPerPrediction,
  'objectives.burnRate': objectives.burnRate,
  'objectives.errorBudgetLeft': objectives.errorBudgetLeft,
  'collector.behind': behind,
} satisfies { [Id in MeasureId]: Measure<InputOfMeasure<Id>> };

/** Applies a measure to the input that its row of the catalogue names. */
export function computeMeasure<Id extends MeasureId>(
  id: Id,
  input: MeasureInputs[InputOfMeasure<Id>],
  params: Parameters,
  wanted = EVERYTHING,
): MeasureResult {
  // The table above holds each function to its row; TypeScript cannot follow the pairing through an index.
  const measure = MEASURES[id] as unknown as Measure<InputOfMeasure<Id>>;
  return measure(input, params, wanted);
}
