import type { MeasureDefinition } from './definition';
import { BINS } from './drift';

/*
 * Tests and distances of two samples. A value says how far a feature has moved; its p-value, in a table, says how
 * easily chance alone moves it so far. With many rows every p-value is small, so none makes a verdict, and a statistic
 * that grows with the rows has no threshold unless a model gives it one.
 */

const shared = {
  family: 'drift',
  unit: 'none',
  better: 'lower',
  threshold: null,
  perFeature: true,
  needsLabels: false,
  needsBaseline: true,
  comparesWindows: true,
  parameters: [],
  shapes: ['series', 'snapshot', 'distribution', 'table'],
  groupable: true,
} as const;

/** From the distinct present values of both samples. */
const ofValues = { ...shared, input: 'values', featureTypes: ['number'], accuracy: 'raw' } as const;
/** From the counts of the levels of both samples. */
const ofLevels = {
  ...shared,
  min: 0,
  input: 'bins',
  featureTypes: ['category', 'boolean'],
  accuracy: 'exact',
  parameters: [
    {
      ...BINS,
      description:
        'baseline: levels of the baseline, with all unseen ones as one more. joined: every level of both samples; ' +
        'read from raw rows. Missing values are in neither.',
    },
  ],
} as const;

export const TWO_SAMPLE = [
  {
    ...ofValues,
    id: 'drift.kolmogorovSmirnov',
    title: 'Kolmogorov-Smirnov distance',
    meaning: 'Largest distance between the distribution functions of baseline and current values.',
    min: 0,
    max: 1,
    threshold: 0.1,
    formula: 'max |F(x) − G(x)|; p-value of one sample of nm / (n + m) rows',
    source: 'scipy 1.17.1 ks_2samp(method="asymp")',
  },
  {
    ...ofValues,
    id: 'drift.cramerVonMises',
    title: 'Cramér-von Mises statistic',
    meaning: 'Squared distance between both distribution functions, added up over the rows of both samples.',
    min: 0,
    parameters: [
      {
        name: 'form',
        title: 'Form',
        type: 'choice',
        options: ['textbook', 'scipy'],
        default: 'textbook',
        description:
          "textbook: 0 for equal distributions. scipy: SciPy's ranks, which are far from 0 for equal distributions " +
          'with ties and unequal sizes.',
      },
    ],
    formula: 'nm / (n + m)² · Σ (F(xᵢ) − G(xᵢ))² over the rows of both samples',
    source: 'Anderson (1962); form scipy: scipy 1.17.1 cramervonmises_2samp(method="asymptotic")',
  },
  {
    ...ofValues,
    id: 'drift.andersonDarling',
    title: 'Anderson-Darling statistic',
    meaning:
      'Squared distance between both distribution functions, weighted towards the tails, in standard deviations ' +
      'above its mean; 1.96 has a p-value of 0.05, 3.75 of 0.01.',
    formula: '(A² − 1) / σ(A²), ties by their middle',
    source: 'Scholz and Stephens (1987); scipy 1.17.1 anderson_ksamp, its statistic',
  },
  {
    ...ofValues,
    id: 'drift.eppsSingleton',
    title: 'Epps-Singleton statistic',
    meaning:
      'Distance between the characteristic functions of both samples: sees shape, right for few values.',
    min: 0,
    formula: 'N gᵀ S⁺ g, g the difference of the characteristic functions at 0.4 and 0.8',
    source: 'Epps and Singleton (1986); scipy 1.17.1 epps_singleton_2samp',
  },
  {
    ...ofValues,
    id: 'drift.mannWhitney',
    title: 'Mann-Whitney U',
    meaning: "Pairs of rows in which the baseline's value is the larger one, ties counting half.",
    min: 0,
    better: 'none',
    formula: 'Σ 1(x > y) + ½ Σ 1(x = y); two-sided p-value, corrected for ties and continuity',
    source: 'scipy 1.17.1 mannwhitneyu(method="asymptotic")',
  },
  {
    ...ofValues,
    id: 'drift.welchT',
    title: "Welch's t",
    meaning: "The baseline's mean less the current one, in standard errors.",
    better: 'none',
    formula: '(x̄ − ȳ) / √(s²ₓ / n + s²ᵧ / m); two-sided p-value',
    source: 'Welch (1947); scipy 1.17.1 ttest_ind(equal_var=False)',
  },
  {
    ...ofValues,
    id: 'drift.wasserstein',
    title: 'Wasserstein distance',
    meaning: 'How far values have moved on average, in the unit of the feature.',
    min: 0,
    parameters: [
      {
        name: 'scale',
        title: 'Scale',
        type: 'choice',
        options: ['raw', 'baselineStd'],
        default: 'raw',
        description:
          "raw: in the unit of the feature. baselineStd: in standard deviations of the baseline's values (at least " +
          '0.001), which compares between features.',
      },
    ],
    formula: '∫ |F(x) − G(x)| dx',
    source: 'scipy 1.17.1 wasserstein_distance; scale baselineStd: Evidently 0.7.23',
  },
  {
    ...ofValues,
    id: 'drift.energyDistance',
    title: 'Energy distance',
    meaning: 'Distance between both distributions, in the square root of the unit of the feature.',
    min: 0,
    formula: '√(2 ∫ (F(x) − G(x))² dx)',
    source: 'Székely (2002); scipy 1.17.1 energy_distance',
  },
  {
    ...ofLevels,
    id: 'drift.chiSquare',
    title: 'Chi-square statistic',
    meaning: 'How far the counts of the levels are from those of one common distribution.',
    formula: 'Σ (observed − expected)² / expected over the 2 × levels table',
    source: 'Pearson (1900); scipy 1.17.1 chi2_contingency(correction=False)',
  },
  {
    ...ofLevels,
    id: 'drift.g',
    title: 'G statistic',
    meaning: 'Likelihood ratio of two distributions of the levels against a common one.',
    formula: '2 Σ observed · ln(observed / expected) over the 2 × levels table',
    source: 'Wilks (1938); scipy 1.17.1 chi2_contingency(correction=False, lambda_="log-likelihood")',
  },
] as const satisfies readonly MeasureDefinition[];
