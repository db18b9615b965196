const swc = {
  '^.+\\.(t|j)sx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'classic' } },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
    },
  ],
};

const node = {
  testEnvironment: 'node',
  transform: swc,
  modulePathIgnorePatterns: ['/dist/'],
  // Threads run JavaScript only: their programs are bundled for the tests.
  moduleNameMapper: { '/storeProgramFile$': '<rootDir>/collector/src/testing/storeProgramFile.ts' },
  // Modules that ship as ES modules only and must be transformed to run under Jest.
  transformIgnorePatterns: ['/node_modules/(?!(apache-arrow|xxhash-wasm)/)'],
};

const project = (displayName, folders, more = {}) => ({
  ...node,
  displayName,
  rootDir: __dirname,
  roots: folders.map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  ...more,
});

/** What @grafana/data and @grafana/runtime load that ships as ES modules only. */
const ES_MODULES = [
  'marked',
  'd3-[a-z]+',
  'internmap',
  'uuid',
  'ol',
  'rbush',
  'quickselect',
  'color-[a-z]+',
  'geotiff',
];
const browser = {
  testEnvironment: 'jsdom',
  transform: { ...swc, '^.+\\.mjs$': swc['^.+\\.(t|j)sx?$'] },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
};

const fs = require('node:fs');
const projects = [
  project('collector', ['collector/src']),
  project('datasource', ['datasource-plugin/src', 'datasource-plugin/backend']),
  project('panels', ['panel-plugin/src'], browser),
  project('app', ['app-plugin/src'], browser),
  project('reference', ['test/reference']),
  project('incidents', ['test/incidents']),
  project('alerts', ['test/alerts']),
  project('faults', ['test/faults']),
  project('provisioning', ['test/provisioning']),
  project('interop', ['test/interop']),
  project('e2e', ['test/e2e']),
].filter((one) => one.roots.every((root) => fs.existsSync(root.replace('<rootDir>', __dirname))));

module.exports = { projects };
