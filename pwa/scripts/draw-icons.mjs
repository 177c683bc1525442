// Draws the app's icons from one logo: two currents, one up, one back. Run after changing it: npm run icons
import { writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

const ASSETS = new URL('../public/assets/', import.meta.url);

/** `scale` leaves room for masks: a launcher may cut away everything outside the inner 80 per cent. */
function logo(radius, scale) {
  const shift = (512 - 58 * scale) / 2;
  const down = (512 - 50 * scale) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <rect width="512" height="512" rx="${radius}" fill="#0A4F5C"/>
  <g transform="translate(${shift.toFixed(1)} ${down.toFixed(1)}) scale(${scale})" fill="none" stroke-linecap="round">
    <path d="M6 21C13 9 22 8 29 15s13 7 19 0" stroke="#FF8F70" stroke-width="7"/>
    <circle cx="51" cy="11.5" r="5.6" fill="#FF8F70"/>
    <path d="M52 29c-7 12-16 13-23 6s-13-7-19 0" stroke="#F5F2EA" stroke-width="7"/>
    <circle cx="7" cy="38.5" r="5.6" fill="#F5F2EA"/>
  </g>
</svg>
`;
}

function draw(name, svg, width) {
  writeFileSync(
    new URL(name, ASSETS),
    new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng(),
  );
}

const usual = logo(116, 6.9);
writeFileSync(new URL('icon.svg', ASSETS), usual);
draw('icon-192.png', usual, 192);
draw('icon-512.png', usual, 512);
draw('icon-maskable-512.png', logo(0, 5.6), 512);
