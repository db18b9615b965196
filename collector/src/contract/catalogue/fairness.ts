import type { MeasureDefinition } from './definition';

export const FAIRNESS = [
  {
    id: 'fairness.demographicParityDifference',
    family: 'fairness',
    title: 'Demographic parity difference',
    meaning: 'Largest difference in selection rate between the groups of a segment.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    better: 'lower',
    threshold: null,
    input: 'groups',
    perFeature: false,
    needsLabels: false,
    parameters: [
      {
        name: 'segment',
        title: 'Segment',
        type: 'segment',
        description: 'the segment whose values are the groups, for example sex',
      },
      {
        name: 'rows',
        title: 'Rows',
        type: 'choice',
        options: ['served', 'labelled'],
        default: 'served',
        description:
          'all answered predictions, or only those whose label has arrived (as Fairlearn is usually called)',
      },
    ],
    shapes: ['series', 'snapshot', 'table'],
    groupable: true,
    accuracy: 'exact',
    formula: 'max over groups of P(ŷ = 1) − min over groups of P(ŷ = 1)',
    source: 'Fairlearn 0.15.0 demographic_parity_difference',
  },
] as const satisfies readonly MeasureDefinition[];
