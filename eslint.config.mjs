import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

const layers = [
  ['routes', 'functions/routes'],
  ['usecases', 'functions/usecases'],
  ['domain', 'functions/domain'],
  ['ports', 'functions/ports'],
  ['adapters', 'functions/adapters'],
  ['functions', 'functions'],
  ['language', 'routing/language'],
  ['routing', 'routing'],
  ['infra', 'infra'],
  ['assets', 'assets'],
  ['emulator', 'emulator'],
  ['scripts', 'scripts'],
  ['test', 'test'],
  ['texts', 'texts'],
];
const everything = layers.map(([type]) => type);

/** Who may import whom (docs/decisions/0001-import-rules.md says why). */
const allowed = {
  routes: ['routes', 'usecases', 'domain', 'ports', 'functions'],
  usecases: ['usecases', 'domain', 'ports'],
  domain: ['domain'],
  ports: ['ports', 'domain'],
  adapters: ['adapters', 'ports', 'domain', 'texts'],
  functions: ['functions', 'routes', 'usecases', 'adapters', 'ports', 'domain'],
  language: ['language'],
  routing: ['routing', 'language'],
  infra: ['infra', 'routing', 'language', 'texts'],
  assets: ['assets', 'domain', 'texts'],
  emulator: ['emulator', 'language'],
};

const clockless = ['functions/domain/**/*.ts', 'functions/usecases/**/*.ts', 'emulator/**/*.ts'];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.cache', '**/generated/**', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.js', '.json'] } },
      'boundaries/elements': layers.map(([type, folder]) => ({
        type,
        pattern: `${folder}/**`,
        partialMatch: false,
      })),
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries({ ...allowed, scripts: everything, test: everything }).map(
            ([from, to]) => ({
              from: { element: { type: from } },
              allow: [{ to: { element: { type: to } } }],
            }),
          ),
        },
      ],
    },
  },
  {
    files: clockless,
    // Pages run in a browser, beside the emulated world.
    ignores: ['**/*.test.ts', 'emulator/core/real-clock.ts', 'emulator/control/face/browser/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'performance'].map((name) => ({
          name,
          message: 'time comes from the Clock port',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'time comes from the Clock port',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'time comes from the Clock port',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'randomness comes from the Ids port',
        },
      ],
    },
  },
  {
    files: ['functions/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'zod', message: "use `import * as z from 'zod/mini'`: a route's bundle stays small" },
            { name: 'axios', message: 'adapters/http is the client' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
);
