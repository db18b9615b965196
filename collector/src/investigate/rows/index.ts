export { type Category, joinSamples, type Rows } from './joinSamples';
export { readRows, type ReadRows, SAMPLE_ROWS, type WindowRequest } from './readRows';
export { filtersOf, type Grouping, listSegments, maskOf, type Segment, type Segments } from './segments';
