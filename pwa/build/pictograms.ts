import { readFileSync } from 'node:fs';

/** OpenMoji's colours and ours. Pictograms always stand on a light plate, so one palette serves every theme. */
const PALETTE: Readonly<Record<string, string>> = {
  '#000': '#10262B',
  '#000000': '#10262B',
  '#fff': '#FFFFFF',
  '#fcea2b': '#FFCB52',
  '#f1b31c': '#E89A1F',
  '#fadcbc': '#FFCB52',
  '#d0cfce': '#DAD6CC',
  '#9b9b9a': '#9C9C95',
  '#3f3f3f': '#3C494B',
  '#92d3f5': '#A9D8DC',
  '#61b2e4': '#5BA9B3',
  '#1e50a0': '#1F6F7C',
  '#ea5a47': '#E4694B',
  '#d22f27': '#C0392B',
  '#b1cc33': '#B3C65A',
  '#5c9e31': '#5E9147',
  '#a57939': '#B98149',
  '#6a462f': '#74482F',
  '#e27022': '#DE7432',
};

interface Collection {
  icons: Record<string, { body: string }>;
}

/** Give a pictogram our colours and our line of 2.4. */
export function remapPalette(svg: string): string {
  return svg
    .replace(/#[0-9a-f]{6}\b|#[0-9a-f]{3}\b/gi, (colour) => PALETTE[colour.toLowerCase()] ?? colour)
    .replace(/stroke-width="2"/g, 'stroke-width="2.4"');
}

/** Hands out OpenMoji pictograms by name, in our colours, on their grid of 72. */
export function openmoji(root: string): (name: string) => string | undefined {
  const file = `${root}/node_modules/@iconify-json/openmoji/icons.json`;
  const { icons } = JSON.parse(readFileSync(file, 'utf8')) as Collection;
  return (name) => {
    const icon = icons[name];
    return icon && `<svg viewBox="0 0 72 72">${remapPalette(icon.body)}</svg>`;
  };
}
