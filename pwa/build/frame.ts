import { readFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';

const FONT =
  'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2';

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
  'frame/atkinson-hyperlegible-next.woff2': FONT,
};

/** Our own script of the map page: it finds Leaflet and Protomaps as the globals that folium's pages use. */
async function mapPageScript(root: string): Promise<string> {
  const bundle = await rolldown({
    input: `${root}/src/map/frame/map-page.ts`,
    external: ['leaflet', 'protomaps-leaflet'],
  });
  const { output } = await bundle.generate({
    entryFileNames: 'map-page.js',
    format: 'iife',
    name: 'mapPage',
    globals: { leaflet: 'L', 'protomaps-leaflet': 'protomapsL' },
    minify: true,
  });
  await bundle.close();
  return output[0].code;
}

/** A sandboxed frame has no origin, so it could not fetch the font: the style carries it. */
function mapPageStyle(root: string): string {
  const font = readFileSync(`${root}/${FONT}`).toString('base64');
  const style = readFileSync(`${root}/src/map/frame/map-page.css`, 'utf8');
  return style.replace('FONT', `data:font/woff2;base64,${font}`);
}

/** Emit `dist/frame/`. */
export function frameFiles(root: string): Plugin {
  return {
    name: 'gegenstrom-frame',
    apply: 'build',
    async generateBundle() {
      const emit = (fileName: string, source: string | Uint8Array): void => {
        this.emitFile({ type: 'asset', fileName, source });
      };
      for (const [fileName, from] of Object.entries(VENDORED)) {
        emit(fileName, readFileSync(`${root}/${from}`));
      }
      emit('frame/map-page.css', mapPageStyle(root));
      emit('frame/map-page.js', await mapPageScript(root));
    },
  };
}
