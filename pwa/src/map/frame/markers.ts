import * as L from 'leaflet';

export type Kind = 'barrier' | 'good' | 'idea';

/** A finding as the server's map page gives it. */
export interface MapFinding {
  id: string;
  kind: Kind;
  longitude: number;
  latitude: number;
  number: number | null;
  title: string;
  text: string;
  note: string;
}

export const KIND_WORDS: Record<Kind, string> = {
  barrier: 'Barriere',
  good: 'Gut so',
  idea: 'Idee',
};

const SIZE = 34;
const MOST_NUMBERS = 3;
const SVG = 'http://www.w3.org/2000/svg';

const SHAPES: Record<Kind, string> = {
  barrier: 'M10.4 1.5h13.2l8.9 8.9v13.2l-8.9 8.9H10.4l-8.9-8.9V10.4z',
  good: 'M17 1.2a15.8 15.8 0 1 0 0 31.6a15.8 15.8 0 1 0 0-31.6z',
  idea: 'M14.9 1.3L1.3 14.9a3 3 0 0 0 0 4.2l13.6 13.6a3 3 0 0 0 4.2 0l13.6-13.6a3 3 0 0 0 0-4.2L19.1 1.3a3 3 0 0 0-4.2 0z',
};

/** Tabler's barrier-block, thumb-up and bulb on their grid of 24. */
const SYMBOLS: Record<Kind, string> = {
  barrier:
    'M4 8a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zm3 8v4m.5-4l9-9m-3 9L20 9.5m-16 4L10.5 7m6.5 9v4M5 20h4m6 0h4M17 7V5M7 7V5',
  good: 'M7 11v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1za4 4 0 0 0 4-4V6a2 2 0 0 1 4 0v5h3a2 2 0 0 1 2 2l-1 5a2 3 0 0 1-2 2h-7a3 3 0 0 1-3-3',
  idea: 'M3 12h1m8-9v1m8 8h1M5.6 5.6l.7.7m12.1-.7l-.7.7M9 16a5 5 0 1 1 6 0a3.5 3.5 0 0 0-1 3a2 2 0 0 1-4 0a3.5 3.5 0 0 0-1-3m.7 1h4.6',
};

function draw(parent: Element, name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

/** The shape of a kind with its symbol, or with the number the report gives it. */
export function drawShape(kind: Kind, number: number | null): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({
    viewBox: '-2 -2 38 38',
    'aria-hidden': 'true',
    class: `shape ${kind}`,
  }))
    svg.setAttribute(key, value);
  draw(svg, 'path', { d: SHAPES[kind], class: 'edge' });
  draw(svg, 'path', {
    d: SHAPES[kind],
    class: 'fill',
    transform: 'translate(17 17) scale(.82) translate(-17 -17)',
  });
  if (number === null) {
    draw(svg, 'path', {
      d: SYMBOLS[kind],
      class: 'symbol',
      transform: 'translate(17 17) scale(.72) translate(-12 -12)',
    });
  } else {
    draw(svg, 'text', { x: '17', y: '22.4', class: 'number' }).textContent = String(number);
  }
  return svg;
}

/** What a screen reader says of a marker that also stands for so many others. */
export function nameOf(finding: MapFinding, others = 0): string {
  const number = finding.number === null ? '' : `${finding.number}: `;
  const more = others === 0 ? '' : `. ${others} weitere nah dabei: weiter mit Enter`;
  return `${number}${KIND_WORDS[finding.kind]}, ${finding.title}${more}`;
}

/** A marker that Tab reaches and Enter chooses, with the number of those that lie close to it. */
export function makeMarker(finding: MapFinding, others: number): L.Marker {
  const html = document.createElement('span');
  html.append(drawShape(finding.kind, finding.number));
  if (others > 0) html.append(spanOf('more', `+${others}`));
  html.append(spanOf('unseen', nameOf(finding, others)));
  return L.marker([finding.latitude, finding.longitude], {
    icon: L.divIcon({ html, className: 'marker', iconSize: [SIZE, SIZE] }),
    riseOnHover: true,
  });
}

function spanOf(className: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  return span;
}

/** Do something when a marker is tapped, or Enter or Space is pressed on it. */
export function onUse(marker: L.Marker, act: () => void): void {
  marker.on('click', act);
  marker.on('keydown', ({ originalEvent }: L.LeafletKeyboardEvent) => {
    if (originalEvent.key !== 'Enter' && originalEvent.key !== ' ') return;
    originalEvent.preventDefault();
    act();
  });
}

/** A plate where the first of several findings stands that cannot be told apart at this zoom. */
export function makePlate(findings: readonly [MapFinding, ...MapFinding[]]): L.Marker {
  const html = document.createElement('span');
  const shapes = document.createElement('span');
  shapes.append(...shapesOf(findings));
  const total = document.createElement('b');
  total.textContent = totalOf(findings);
  html.append(total, spanOf('unseen', ' Beobachtungen nah beieinander. Hineinzoomen.'), shapes);
  const [{ latitude, longitude }] = findings;
  return L.marker([latitude, longitude], {
    icon: L.divIcon({ html, className: 'plate', iconSize: [0, 0] }),
  });
}

/** How many, or in a report which: a count there could be taken for a number of the table. */
function totalOf(findings: readonly MapFinding[]): string {
  const numbers = findings.flatMap(({ number }) => (number === null ? [] : [number]));
  if (numbers.length === 0) return String(findings.length);
  const shown = numbers.slice(0, MOST_NUMBERS).join(' · ');
  return numbers.length > MOST_NUMBERS ? `${shown} …` : shown;
}

function shapesOf(findings: readonly MapFinding[]): SVGElement[] {
  const kinds = (Object.keys(KIND_WORDS) as Kind[]).filter((kind) =>
    findings.some((finding) => finding.kind === kind),
  );
  return kinds.map((kind) => drawShape(kind, null));
}

/** Kind and title, what was said, where and when: text only. */
export function popupOf(finding: MapFinding): HTMLElement {
  const content = document.createElement('div');
  const lines: [string, string, string][] = [
    [
      'p',
      'kind',
      `${finding.number === null ? '' : `${finding.number} · `}${KIND_WORDS[finding.kind]}`,
    ],
    ['h2', 'title', finding.title],
    ['p', 'text', finding.text],
    ['p', 'note', finding.note],
  ];
  for (const [name, className, text] of lines) {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    content.append(element);
  }
  return content;
}
