import { routeResource } from './routes';

test.each([
  ['GET', 'catalogue', '/v1/catalogue'],
  ['GET', '/models/', '/v1/models'],
  ['get', 'models/a b', '/v1/models/a%20b'],
  ['GET', 'models/100%', '/v1/models/100%25'],
  ['GET', 'models/a%2Fb/dimensions/sex', '/v1/models/a%2Fb/dimensions/sex'],
  ['GET', 'changes', '/v1/changes'],
  ['GET', 'canaries', '/v1/canaries'],
  ['GET', 'shadows', '/v1/shadows'],
  ['GET', 'replays/7', '/v1/replays/7'],
  ['GET', 'investigations', '/v1/investigations'],
  ['GET', 'investigations/7', '/v1/investigations/7'],
  ['GET', 'postmortems/7/export', '/v1/postmortems/7/export'],
  ['POST', 'samples', '/v1/samples'],
])('%s %s passes as %s', (method, path, expected) => {
  expect(routeResource(method, path, '', 'Viewer').path).toBe(expected);
});

test.each([
  ['GET', 'models/../../metrics', 404],
  ['GET', 'models/%2E%2E/dimensions/x', 404],
  ['GET', 'models//dimensions/x', 404],
  ['GET', 'query', 404],
  ['GET', '', 404],
  ['POST', 'predictions', 404],
  ['PUT', 'models/m', 405],
  ['POST', 'catalogue', 405],
  ['DELETE', 'investigations/7', 405],
])('%s %s is refused even for an admin', (method, path, status) => {
  expect(() => routeResource(method, path, '', 'Admin')).toThrow(expect.objectContaining({ status }));
});

test.each([
  ['POST', 'investigations', 'start an investigation'],
  ['POST', 'models/m/objectives/trial', 'try objectives'],
  ['POST', 'postmortems', 'begin a postmortem'],
  ['PUT', 'postmortems/7', 'write into a postmortem'],
  ['POST', 'postmortems/7/verification', 'draw the figures'],
])('%s %s is for editors and admins', (method, path, what) => {
  for (const role of ['Viewer', 'None', null]) {
    expect(() => routeResource(method, path, '', role)).toThrow(what);
  }
  for (const role of ['Editor', 'Admin']) {
    expect(routeResource(method, path, '', role)).toEqual({ method, path: `/v1/${path}` });
  }
});

test.each([
  ['PUT', 'models/m/objectives', 'change objectives'],
  ['POST', 'models/m/baselines/v1/window', 'accept logged rows as the new baseline'],
])('%s %s is for admins alone', (method, path, what) => {
  for (const role of ['Viewer', 'Editor', 'None', null]) {
    expect(() => routeResource(method, path, '', role)).toThrow(what);
  }
  expect(routeResource(method, path, '', 'Admin')).toEqual({ method, path: `/v1/${path}` });
});
