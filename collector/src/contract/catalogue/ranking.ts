import type { MeasureDefinition, ParameterDefinition } from './definition';
import { performance } from './performance';

const PLACES: ParameterDefinition = {
  name: 'k',
  title: 'Places',
  type: 'number',
  default: 10,
  min: 1,
  max: 10_000,
  description: 'the first so many predictions of a request, by falling score, then by id',
};

/** Over requests: predictions with the same requestId are one ranking. */
const ofRequests = {
  ...performance,
  input: 'ranking',
  tasks: ['binary', 'regression'],
  parameters: [PLACES],
  accuracy: 'raw',
} as const;

export const RANKING = [
  {
    ...ofRequests,
    id: 'performance.ndcg',
    title: 'NDCG',
    unit: 'none',
    meaning:
      'How near the order of the first predictions of a request is to the best one, mean over requests. A positive ' +
      'label is relevant; the label of a regression is how relevant it is.',
    formula: 'Σ relevance / log₂(place + 1) over the first k / the same in the best order',
    source: 'Järvelin and Kekäläinen (2002); scikit-learn 1.9.1 ndcg_score; interval: normal over requests',
  },
  {
    ...ofRequests,
    id: 'performance.reciprocalRank',
    title: 'Mean reciprocal rank',
    unit: 'none',
    parameters: [],
    meaning: 'One over the place of the first relevant prediction of a request, mean over requests.',
    formula: 'mean of 1 / place of the first relevant, 0 where none is',
    source:
      'Voorhees (1999); scikit-learn 1.9.1 label_ranking_average_precision_score of the first relevant; interval: ' +
      'normal over requests',
  },
  {
    ...ofRequests,
    id: 'performance.precisionAtK',
    title: 'Precision at k by request',
    meaning: 'Share of the first places of a request that hold a relevant prediction, mean over requests.',
    formula: 'mean of relevant among the first k / k',
    source: 'definition; interval: normal over requests',
  },
  {
    ...ofRequests,
    id: 'performance.hitRateAtK',
    title: 'Hit rate at k',
    meaning: 'Share of the requests with a relevant prediction among the first.',
    formula: 'requests with a relevant one among the first k / requests',
    source: 'definition; interval: Wilson (1927)',
  },
] as const satisfies readonly MeasureDefinition[];
