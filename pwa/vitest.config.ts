import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { consents } from './build/consents.ts';
import { portraits } from './build/portraits.ts';
import { vocabulary } from './build/vocabulary.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  plugins: [
    vocabulary(`${root}/../server/explorations/questions.yaml`),
    consents(`${root}/../server/consent/texts`),
    portraits(root),
    svelte(),
  ],
  test: {
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['fake-indexeddb/auto'],
    testTimeout: 20_000,
  },
});
