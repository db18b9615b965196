import { findRunbookName } from './findRunbookName';

it.each([
  ['/a/modelwatch-investigations-app/runbooks/drift', 'drift'],
  ['/a/modelwatch-investigations-app/runbooks/collector-behind/', 'collector-behind'],
  ['/grafana/a/modelwatch-investigations-app/runbooks', ''],
  ['/a/modelwatch-investigations-app/runbooks/', ''],
  ['/a/modelwatch-investigations-app', null],
  ['/a/modelwatch-investigations-app/', null],
])('%s names %p', (path, name) => {
  expect(findRunbookName(path)).toBe(name);
});
