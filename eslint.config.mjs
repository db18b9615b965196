import boundaries from 'eslint-plugin-boundaries';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/*
 * Rooms and who may import whom: data flows one way, `ingest -> journal -> store -> query -> api -> plugins`.
 * `contract` and `measures` import nothing of ours but `contract`; only `main` and `cli` know all rooms.
 */
const ROOMS = {
  contract: [],
  measures: ['contract'],
  journal: ['contract'],
  store: ['contract'],
  registry: ['contract', 'store'],
  ingest: ['contract', 'journal', 'registry'],
  query: ['contract', 'measures', 'store', 'registry'],
  replay: ['contract', 'measures', 'store', 'registry'],
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
    'operation',
    'configuration',
  ],
};
const ALL_ROOMS = Object.keys(ROOMS);

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
  {
    files: ['collector/src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': [
        ...ALL_ROOMS.map((room) => ({ type: room, pattern: `collector/src/${room}`, mode: 'folder' })),
        { type: 'top', pattern: 'collector/src/{cli,demo}', mode: 'folder' },
        { type: 'top', pattern: 'collector/src/*.ts', mode: 'file' },
      ],
    },
    rules: {
      'boundaries/element-types': [
        'error',
        {
          default: 'disallow',
          rules: [
            ...ALL_ROOMS.map((room) => ({ from: [room], allow: [room, ...ROOMS[room]] })),
            { from: ['top'], allow: ['top', ...ALL_ROOMS] },
          ],
        },
      ],
      // A room is entered by its index; nobody imports past it.
      'boundaries/entry-point': [
        'error',
        {
          default: 'disallow',
          rules: [
            { target: ALL_ROOMS, allow: 'index.ts' },
            { target: ['top'], allow: '**' },
          ],
        },
      ],
    },
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
