import tseslint from 'typescript-eslint';

/** Import rules of the rooms; each says in one sentence why. test/architecture.test.ts checks the same map. */
const zone = (files, patterns) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: patterns.map(([group, message]) => ({ group, message })) },
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'sample/**',
      'node_modules/**',
      'test/host/vscode/**',
      'test/screenshots/**',
      // AssemblyScript: no TypeScript program holds it; its own compiler checks it.
      'src/engine/kernels/assembly/*.ts',
      '**/*.d.ts',
    ],
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './webview/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Arguments that a contract hands over but an implementation need not read.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A numeric loop over a typed array proves its bounds by its condition; `!` says so without a run-time cost.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  zone(
    ['src/engine/**/*.ts'],
    [
      [['node:*', 'vscode'], 'The engine is pure: it runs in any JavaScript host.'],
      [
        ['**/data/**', '**/store/**', '**/session/**', '**/engineProcess/**', '**/host/**'],
        'The engine calls nobody.',
      ],
      [['vscode-jsonrpc*', 'sqlite3', 'sharp'], 'The engine takes parsed data only.'],
    ],
  ),
  zone(
    ['src/protocol/**/*.ts'],
    [[['../*', 'node:*', 'vscode*'], 'The protocol imports nothing: both ends of a hop can read it.']],
  ),
  zone(
    ['src/charts/**/*.ts', 'src/documents/**/*.ts'],
    [
      [
        ['vscode', 'node:*', '../engine/**', '../data/**', '../store/**', '../session/**', '../host/**'],
        'Drawn and parsed alike in a webview, on the command line and in the extension host.',
      ],
    ],
  ),
  zone(
    ['src/experiments/**/*.ts'],
    [
      [
        ['vscode', '**/session/**', '**/host/**', '**/engineProcess/**', '**/store/**'],
        'Experiments run without VS Code and without a project.',
      ],
    ],
  ),
  zone(
    ['src/store/**/*.ts'],
    [
      [
        ['vscode', '**/session/**', '**/host/**', '**/engineProcess/**', '**/data/**'],
        'The store knows labels, not who sets them.',
      ],
    ],
  ),
  zone(
    ['src/data/**/*.ts'],
    [
      [
        ['vscode', '**/session/**', '**/host/**', '**/engineProcess/**', '**/store/**'],
        'Readers and featurisers work without a project.',
      ],
    ],
  ),
  zone(
    ['src/inspection/**/*.ts'],
    [
      [
        ['vscode', 'node:*', '**/session/**', '**/host/**', '**/engineProcess/**', '**/cli/**'],
        'A round is put together again alike on the command line and in the engine process.',
      ],
    ],
  ),
  zone(
    ['src/engineProcess/**/*.ts'],
    [[['vscode', '**/session/**', '**/host/**'], 'The engine process must run without VS Code.']],
  ),
  zone(['src/cli/**/*.ts'], [[['vscode', '**/host/**'], 'The command line runs without VS Code.']]),
  zone(
    ['src/session/**/*.ts'],
    [[['vscode', '**/host/**'], 'The session is headless, so that tests and the command line can drive it.']],
  ),
  zone(
    ['src/host/**/*.ts', 'src/extension.ts'],
    [
      [
        ['sqlite3', 'node:sqlite', 'sharp', '@tensorflow/*', 'onnxruntime-web*'],
        'The host touches neither SQLite nor tensors.',
      ],
    ],
  ),
  zone(
    ['webview/**/*.ts'],
    [
      [['vscode', 'node:*'], 'A webview has neither.'],
      [
        ['**/src/host/**', '**/src/session/**', '**/src/engine/**', '**/src/store/**'],
        'The webview speaks the protocol only.',
      ],
    ],
  ),
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      // node:test waits for the tests it is given; their promise is not the caller's.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'it'], package: 'node:test' }] },
      ],
    },
  },
);
