import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { FileSystemIconLoader } from 'unplugin-icons/loaders';
import icons from 'unplugin-icons/vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vite';
import { frameFiles } from './build/frame.ts';
import { openmoji } from './build/pictograms.ts';
import { portraits } from './build/portraits.ts';
import { consents } from './build/consents.ts';
import { vocabulary } from './build/vocabulary.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
const server = process.env['GEGENSTROM_SERVER'] ?? 'http://localhost:8000';

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/words/catalogue',
      strategy: ['globalVariable', 'baseLocale'],
    }),
    vocabulary(`${root}/../server/explorations/questions.yaml`),
    consents(`${root}/../server/consent/texts`),
    portraits(root),
    icons({
      compiler: 'svelte',
      customCollections: {
        openmoji: openmoji(root),
        own: FileSystemIconLoader(`${root}/src/ui/glyphs`),
      },
    }),
    svelte(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'assets/**/*.{js,css,woff2,svg,png}', 'manifest.webmanifest'],
        globIgnores: ['**/*latin-ext*'],
        // The server answers `/`, not `/index.html`.
        manifestTransforms: [
          (entries) => ({
            manifest: entries.map((entry) => ({
              ...entry,
              url: entry.url === 'index.html' ? '/' : entry.url,
            })),
          }),
        ],
      },
    }),
    frameFiles(root),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A word each would be a file each; a phone fetches one faster than seventy.
        codeSplitting: { groups: [{ name: 'words', test: /words\/catalogue/ }] },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/basemaps', '/reports', '/pool'].map((p) => [p, server])),
  },
});
