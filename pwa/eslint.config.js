import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const ONLY_IN_STORE = { name: 'dexie', message: 'Only src/store imports dexie.' };
const ONLY_IN_MAP = ['leaflet', 'protomaps-leaflet', 'pmtiles'].map((name) => ({
  name,
  message: `Only src/map imports ${name}.`,
}));

export default ts.config(
  {
    ignores: [
      'dist',
      'dev-dist',
      'node_modules',
      'src/words/catalogue',
      'src/api/schema.d.ts',
      'public',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node, __VERSION__: 'readonly' },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      complexity: ['error', { max: 8, variant: 'modified' }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-imports': ['error', { paths: [ONLY_IN_STORE, ...ONLY_IN_MAP] }],
      // They guard enums, look-alike classes and stores, of which we have none, in a third of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'svelte/require-store-reactive-access': 'off',
    },
  },
  {
    // svelte-check reads their types; here a program would be made anew for each of them.
    files: ['**/*.svelte'],
    ...ts.configs.disableTypeChecked,
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'prefer-const': 'off',
      // Components are `any` to eslint's types; svelte-check checks their use.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Dates and search parameters are read once and thrown away.
      'svelte/prefer-svelte-reactivity': 'off',
      // Hash addresses are resolved by our own router, not by SvelteKit.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['src/store/**'],
    rules: { 'no-restricted-imports': ['error', { paths: ONLY_IN_MAP }] },
  },
  {
    files: ['src/map/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [ONLY_IN_STORE] }] },
  },
  {
    files: ['**/*.test.ts', '**/testing.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
);
