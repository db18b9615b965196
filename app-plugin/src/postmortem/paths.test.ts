import { findPostmortemId } from './paths';

test.each([
  ['/a/modelwatch-investigations-app', null],
  ['/a/modelwatch-investigations-app/investigation', null],
  ['/a/modelwatch-investigations-app/postmortems', ''],
  ['/a/modelwatch-investigations-app/postmortems/', ''],
  ['/a/modelwatch-investigations-app/postmortems/p-1', 'p-1'],
  ['/a/modelwatch-investigations-app/postmortems/p-1?x=1', 'p-1'],
])('%s names %j', (path, id) => {
  expect(findPostmortemId(path)).toBe(id);
});
