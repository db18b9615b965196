import type { MeasureDefinition, ParameterDefinition } from './definition';

export const BINS: ParameterDefinition = {
  name: 'bins',
  title: 'Bins',
  type: 'choice',
  options: ['baseline', 'joined'],
  default: 'baseline',
  description:
    'baseline: deciles or levels of the baseline, with unseen, missing and invalid as bins of their own. ' +
    "joined: Evidently's bins over both samples, missing values dropped; read from raw rows.",
};

const shared = {
  family: 'drift',
  unit: 'none',
  min: 0,
  better: 'lower',
  input: 'bins',
  perFeature: true,
  needsLabels: false,
  needsBaseline: true,
  comparesWindows: true,
  parameters: [BINS],
  shapes: ['series', 'snapshot', 'distribution', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

export const DRIFT = [
  {
    ...shared,
    id: 'drift.psi',
    title: 'Population stability index',
    meaning: 'How far a feature, or the score, has moved from its baseline.',
    threshold: 0.2,
    formula: 'Σ (qᵢ − pᵢ) · ln(qᵢ / pᵢ), shares of at least 0.0001',
    source: 'Siddiqi, Credit Risk Scorecards (2006); joined bins: Evidently 0.7.23',
  },
  {
    ...shared,
    id: 'drift.jensenShannon',
    title: 'Jensen-Shannon distance',
    meaning: 'Distance between baseline and current shares, between 0 and √ln 2.',
    max: 0.8325546111576977,
    threshold: 0.1,
    formula: '√(½ KL(p ‖ m) + ½ KL(q ‖ m)), m = (p + q) / 2, natural logarithm',
    source:
      'Endres and Schindelin (2003); joined bins: Evidently 0.7.23, scipy.spatial.distance.jensenshannon',
  },
  {
    ...shared,
    id: 'drift.kullbackLeibler',
    title: 'Kullback-Leibler divergence',
    meaning:
      'How surprising the baseline is to one who knows the current shares; heaviest where a bin has emptied.',
    threshold: 0.1,
    formula: 'Σ pᵢ · ln(pᵢ / qᵢ), shares of at least 0.0001, normalised again',
    source: 'Kullback and Leibler (1951); joined bins: Evidently 0.7.23, scipy.stats.entropy',
  },
  {
    ...shared,
    id: 'drift.hellinger',
    title: 'Hellinger distance',
    meaning: 'Distance between baseline and current shares, between 0 and 1, gentle on rare bins.',
    max: 1,
    threshold: 0.1,
    formula: '√(1 − Σ √(pᵢ qᵢ))',
    source: 'Hellinger (1909); joined levels: Evidently 0.7.23 (which bins numbers by distinct value here)',
  },
  {
    ...shared,
    id: 'drift.totalVariation',
    title: 'Total variation distance',
    meaning: 'Share of the predictions that would have to change their bin to look like the baseline.',
    unit: 'percentunit',
    max: 1,
    threshold: 0.1,
    formula: '½ Σ |pᵢ − qᵢ|',
    source: 'definition',
  },
  {
    ...shared,
    id: 'drift.lInfinity',
    title: 'L-infinity distance',
    meaning: 'Largest change of the share of any one bin.',
    unit: 'percentunit',
    max: 1,
    threshold: 0.1,
    formula: 'max |pᵢ − qᵢ|',
    source: 'definition',
  },
] as const satisfies readonly MeasureDefinition[];
