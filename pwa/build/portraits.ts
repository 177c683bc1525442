import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { openmoji } from './pictograms.ts';

const VIRTUAL = 'virtual:portraits';
const RESOLVED = `\0${VIRTUAL}`;
/** What the server draws on the card beside the picture of a pseudonym. */
const ON_CARDS = ['camera', 'red-apple', 'fish', 'crescent-moon', 'bell', 'thumbs-up'];

function draw(root: string, icons: readonly (readonly [string, string])[]): Record<string, string> {
  const drawn = openmoji(root);
  return Object.fromEntries(
    icons.map(([name, icon]) => {
      const svg = drawn(icon);
      if (!svg) throw new Error(`OpenMoji has no picture ${icon}`);
      return [name, svg];
    }),
  );
}

/**
 * Serve `virtual:portraits`, the pictures of pseudonyms by German word, and emit them for the server,
 * which prints them on cards: `dist/frame/portraits.json`.
 */
export function portraits(root: string): Plugin {
  const file = `${root}/src/people/portraits.json`;
  const pictures = (): Record<string, string> => {
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    return draw(root, Object.entries(words));
  };
  return {
    name: 'gegenstrom-portraits',
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      this.addWatchFile(file);
      return `export default ${JSON.stringify(pictures())};`;
    },
    generateBundle() {
      const steps = draw(
        root,
        ON_CARDS.map((icon) => [icon, icon] as const),
      );
      const source = JSON.stringify({ portraits: pictures(), steps });
      this.emitFile({ type: 'asset', fileName: 'frame/portraits.json', source });
    },
  };
}
