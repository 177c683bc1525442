import { ICONS } from './icons';
import { KINDS, type Kind } from './kinds';

function innerOf(svg: string): string {
  return svg.replace(/^.*?<svg[^>]*>/s, '').replace(/<\/svg>\s*$/, '');
}

/** The SVG of a finding's sign on the map: ink edge, white ring, shape, symbol; chosen has a sun halo. */
export function markerSvg(kind: Kind, chosen = false): string {
  const { shape, icon } = KINDS[kind];
  const halo = chosen ? '<circle r="28" class="halo"/>' : '';
  return (
    `<svg class="mk mk-${kind}" viewBox="-22 -22 44 44" aria-hidden="true">${halo}` +
    `<g class="edge">${shape}</g><g class="ring">${shape}</g><g class="fill">${shape}</g>` +
    `<g class="sym" transform="translate(-10.4 -10.4) scale(.864)">${innerOf(ICONS[icon])}</g></svg>`
  );
}
