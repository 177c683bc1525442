import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Scripts, styles and images for the map pages the server draws, under names that never change. */
const VENDORED: Readonly<Record<string, string>> = {
  'frame/leaflet.js': 'node_modules/leaflet/dist/leaflet.js',
  'frame/leaflet.css': 'node_modules/leaflet/dist/leaflet.css',
  'frame/images/layers.png': 'node_modules/leaflet/dist/images/layers.png',
  'frame/images/layers-2x.png': 'node_modules/leaflet/dist/images/layers-2x.png',
  'frame/images/marker-icon.png': 'node_modules/leaflet/dist/images/marker-icon.png',
  'frame/images/marker-icon-2x.png': 'node_modules/leaflet/dist/images/marker-icon-2x.png',
  'frame/images/marker-shadow.png': 'node_modules/leaflet/dist/images/marker-shadow.png',
  'frame/protomaps-leaflet.js': 'node_modules/protomaps-leaflet/dist/protomaps-leaflet.js',
  'frame/tokens.css': 'src/ui/tokens.css',
};

/** Emit `dist/frame/`. */
export function frameFiles(root: string): Plugin {
  return {
    name: 'gegenstrom-frame',
    apply: 'build',
    generateBundle() {
      for (const [fileName, from] of Object.entries(VENDORED)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(`${root}/${from}`) });
      }
    },
  };
}
