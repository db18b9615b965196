import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIGURATION_KEYS, describeConfiguration, readConfiguration } from '.';

function file(text: string, name = 'modelwatch.yaml'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'modelwatch-configuration-')), name);
  writeFileSync(path, text);
  return path;
}

test('every setting has a default, so that nothing need be configured', () => {
  const configuration = readConfiguration({});
  expect(configuration.port).toBe(4180);
  expect(configuration.http.bodyLimitBytes).toBe(32 * 1024 * 1024);
  for (const key of CONFIGURATION_KEYS) expect(key.default).toBeDefined();
});

test('flags win over the environment, which wins over the file, which wins over the defaults', () => {
  const sources = {
    file: file('port: 1\nhost: 10.0.0.1\nlogLevel: warn\n'),
    environment: { MODELWATCH_PORT: '2', MODELWATCH_HOST: '10.0.0.2', HOME: '/somewhere' },
    flags: { '--port': '3' },
  };
  expect(readConfiguration(sources)).toMatchObject({
    port: 3,
    host: '10.0.0.2',
    logLevel: 'warn',
    dataDir: '.modelwatch/data',
  });
});

test('JSON is read like YAML, sections are merged and paths of models are relative to the file', () => {
  const path = file('{"store": {"memoryMb": 256}, "models": ["models/a.yaml"]}', 'c.json');
  const configuration = readConfiguration({ file: path, environment: { MODELWATCH_STORE_THREADS: '2' } });
  expect(configuration.store).toMatchObject({ memoryMb: 256, threads: 2, checkpointSeconds: 300 });
  expect(configuration.models).toEqual([join(path, '..', 'models/a.yaml')]);
});

test.each([
  ['an unknown key', { file: file('prot: 1') }, '$.prot', /no setting prot.*port/],
  [
    'an unknown key of a section',
    { file: file('store: {memory: 1}') },
    '$.store.memory',
    /store\.memory.*memoryMb/,
  ],
  ['a wrong type in a file', { file: file('port: "8650"') }, '$.port', /port must be integer/],
  ['a word for a number', { environment: { MODELWATCH_PORT: 'many' } }, '$.port', /MODELWATCH_PORT.*integer/],
  ['a number out of range', { flags: { '--port': '70000' } }, '$.port', /--port.*<= 65535/],
  ['a word that is no choice', { flags: { '--log-level': 'loud' } }, '$.logLevel', /one of fatal, error/],
  [
    'a misspelt variable',
    { environment: { MODELWATCH_PROT: '1' } },
    'MODELWATCH_PROT',
    /MODELWATCH_PROT is no/,
  ],
  ['a section that is no section', { file: file('store: 5') }, '$.store', /store must be object/],
  ['half of TLS', { flags: { '--http-tls-key-file': 'k' } }, '$.http', /both/],
])('%s is refused with its path', (_, sources, path, message) => {
  expect(() => readConfiguration(sources)).toThrow(
    expect.objectContaining({ code: 'configuration', path, message: expect.stringMatching(message) }),
  );
});

test('a file that is missing or no YAML is a sentence', () => {
  expect(() => readConfiguration({ file: '/nowhere/x.yaml' })).toThrow(/cannot be read/);
  expect(() => readConfiguration({ file: file('a: [') })).toThrow(/neither YAML nor JSON/);
  expect(() => readConfiguration({ file: file('- 1') })).toThrow(/must hold keys/);
});

test('the page of the configuration names every setting with its environment variable and flag', () => {
  const page = describeConfiguration();
  for (const key of CONFIGURATION_KEYS) {
    expect(page).toContain(`### \`${key.path.join('.')}\``);
    expect(page).toContain(`\`${key.environment}\``);
    expect(page).toContain(`\`${key.flag}\``);
  }
});
