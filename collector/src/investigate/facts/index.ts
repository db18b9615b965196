import type { BaselineEntry, ModelEntry } from '../../contract';
import type { Rows } from '../rows';
import type { Fact } from './fact';
import { featureFacts } from './featureFacts';
import { outcomeFacts } from './outcomeFacts';
import { servingFacts } from './servingFacts';

export { type Fact, NOT_APPLICABLE } from './fact';
export { isMissing } from './featureFacts';

/** Everything that an investigation looks at. */
export const listFacts = (rows: Rows, entry: ModelEntry, baseline: BaselineEntry | null): Fact[] => [
  ...featureFacts(rows, entry, baseline),
  ...servingFacts(rows),
  ...outcomeFacts(rows, entry, baseline),
];
