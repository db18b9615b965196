import type { MeasureDefinition } from './definition';

/** Hours of fifty weeks. */
const HOURS_BETWEEN_FALSE_ALARMS = 50 * 7 * 24;

/** Evidence from which there is an alarm: by chance one in fifty weeks of a model, over all its features and segments. */
export const EVIDENCE_THRESHOLD = Math.log(HOURS_BETWEEN_FALSE_ALARMS);

/** What a page about drift rests on, and the only measure of drift whose false alarms are budgeted. */
export const EVIDENCE = [
  {
    id: 'drift.evidence',
    family: 'drift',
    title: 'Evidence of drift',
    meaning:
      'How strong the evidence is that some feature, of all predictions or within a segment, has drifted further than is ' +
      'harmless: the natural logarithm of an e-detector over whole hours, at its greatest in the range.',
    unit: 'none',
    min: 0,
    better: 'lower',
    threshold: EVIDENCE_THRESHOLD,
    input: 'evidence',
    perFeature: false,
    needsLabels: false,
    needsBaseline: true,
    anySample: true,
    parameters: [
      {
        name: 'lookbackDays',
        title: 'Days before',
        type: 'number',
        default: 14,
        min: 1,
        max: 60,
        description:
          'days before the range from which on evidence is gathered, and from which the detector knows what the hours of ' +
          'a day are usually like. Hours like the baseline, or like the same hours of the last seven days, are healthy.',
      },
    ],
    shapes: ['series', 'snapshot', 'table'],
    groupable: false,
    accuracy: 'exact',
    formula:
      'ln Σ wᵢ Mᵢ over features, segments and bets i; Mₜ = max(1, Mₜ₋₁) · Π (qₖ / sup pₖ)^nₖ, p within a total variation of ' +
      '0.1 (the model file’s threshold of drift.totalVariation) of what is healthy',
    source:
      'Shin, Ramdas and Rinaldo, E-detectors (2023): e-CUSUM, average run length at least the threshold; Huber (1965) for ' +
      'the bets against a neighbourhood in total variation',
  },
] as const satisfies readonly MeasureDefinition[];
