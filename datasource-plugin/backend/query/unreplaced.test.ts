import { findUnreplaced } from './unreplaced';

test.each([
  [{ model: '$model' }, '$.model', '$model'],
  [{ version: 'v${major}' }, '$.version', '${major}'],
  [{ features: ['AGEP', '${feature:csv}'] }, '$.features[1]', '${feature:csv}'],
  [{ filters: [{ key: 'sex', values: ['[[sex]]'] }] }, '$.filters[0].values[0]', '[[sex]]'],
  [{ window: '$__interval' }, '$.window', '$__interval'],
])('%j still has a variable', (query, path, reference) => {
  expect(findUnreplaced(query)).toEqual({ path, reference });
});

test.each([
  [{ model: 'employment' }],
  [{ filters: [{ values: ['costs $5', '$5', 'a$b', '{x}', '[1]'] }] }],
  [{ n: 3, x: null }],
])('%j has none', (query) => {
  expect(findUnreplaced(query)).toBeNull();
});
