import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/*
 * Rooms and who may import whom: data flows one way, `ingest -> journal -> store -> query -> api -> plugins`.
 * `contract` and `measures` import nothing of ours but `contract`; only `main` and `cli` know all rooms.
 */
const ROOMS = {
  contract: [],
  scheduling: [],
  measures: ['contract'],
  alerts: ['contract'],
  journal: ['contract'],
  store: ['contract', 'scheduling'],
  registry: ['contract', 'store'],
  ingest: ['contract', 'journal', 'registry'],
  query: ['contract', 'measures', 'store', 'registry'],
  replay: ['contract', 'measures', 'store', 'registry'],
  canary: ['contract', 'measures', 'registry', 'replay', 'store'],
  webhook: ['contract', 'store'],
  shadow: ['contract', 'journal', 'measures', 'registry', 'replay', 'store'],
  retraining: ['contract', 'query', 'registry', 'store'],
  investigate: ['contract', 'measures', 'store', 'registry', 'query', 'replay'],
  objectives: ['contract', 'alerts', 'query', 'registry', 'store'],
  annotations: ['contract', 'store', 'registry', 'query', 'investigate'],
  postmortem: ['contract', 'store', 'registry', 'query', 'investigate'],
  samples: ['contract', 'store', 'registry'],
  configuration: ['contract'],
  operation: ['contract', 'configuration', 'journal', 'store'],
  api: [
    'contract',
    'ingest',
    'journal',
    'store',
    'query',
    'registry',
    'replay',
    'shadow',
    'canary',
    'retraining',
    'webhook',
    'investigate',
    'postmortem',
    'objectives',
    'operation',
    'configuration',
  ],
};
const ALL_ROOMS = Object.keys(ROOMS);

/** Forbids a room the rooms it may not know, and everyone to import past the index of another room. */
function roomRules(room) {
  const others = ALL_ROOMS.filter((other) => other !== room);
  const forbidden = [...others.filter((other) => !ROOMS[room].includes(other)), 'cli', 'demo', 'main'];
  return {
    files: [`collector/src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join('|')})(/|$)`,
              message: `${room} may import ${ROOMS[room].join(', ') || 'no other room'} only.`,
            },
            { regex: `^(\\.\\./)+(${others.join('|')})/.`, message: 'A room is entered by its index.' },
          ],
        },
      ],
    },
  };
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/out/**',
      'collector/demo/**',
      '.cache/**',
      '.modelwatch/**',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // The contract is written with TypeBox, where the schema and its type share a name.
      '@typescript-eslint/no-redeclare': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  ...ALL_ROOMS.filter((room) => room !== 'contract').map(roomRules),
  {
    files: ['collector/src/contract/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^\\.\\./|^node:' }] }] },
  },
  {
    files: ['collector/src/contract/*/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(\\.\\./){2}|^node:' }] }] },
  },
  {
    files: [
      '**/*.tsx',
      'panel-plugin/src/**/*.ts',
      'app-plugin/src/**/*.ts',
      'datasource-plugin/src/**/*.ts',
    ],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['*-plugin/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'collector/(?!contract)|@modelwatch/collector/(?!contract)',
              message: 'Plugins import the contract and nothing else of the collector.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'test/**/*.ts'],
    rules: {
      // Answers of the API are read as they come in tests.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
