import {
  CenteredTextSymbolizer,
  GeomType,
  LineLabelSymbolizer,
  LineSymbolizer,
  OffsetTextSymbolizer,
  PolygonSymbolizer,
  exp,
} from 'protomaps-leaflet';
import type { Feature, LabelRule, PaintRule } from 'protomaps-leaflet';
import { type Tones, readTones } from './tones';

const FONT = '"Atkinson Hyperlegible Next Variable", sans-serif';
const GREENS = ['park', 'garden', 'grass', 'grassland', 'meadow', 'recreation_ground', 'cemetery'];
const MORE_GREENS = ['village_green', 'allotments', 'pitch', 'playground', 'golf_course', 'scrub'];
const URBAN = ['residential', 'industrial', 'commercial', 'retail', 'school', 'hospital'];
const SQUARES = ['pedestrian', 'square', 'plaza'];
const SMALL_THINGS = ['bus_stop', 'bench', 'waste_basket', 'parking', 'crossing', 'tree'];

type Filter = (zoom: number, feature: Feature) => boolean;

const fact = (feature: Feature, name: string): string => {
  const value = feature.props[name];
  return typeof value === 'string' ? value : '';
};
const kind = (feature: Feature): string => fact(feature, 'kind');
const detail = (feature: Feature): string => fact(feature, 'kind_detail');
const among =
  (...kinds: string[]): Filter =>
  (_, feature) =>
    kinds.includes(kind(feature));
const isArea = (feature: Feature): boolean => feature.geomType === GeomType.Polygon;
const isPublic = (feature: Feature): boolean =>
  kind(feature) === 'public' || feature.props['public'] === true;

/** Street classes from quiet to busy: which features, and the width by zoom. */
const STREETS: readonly { is: Filter; stops: number[][]; main: boolean }[] = [
  {
    is: (_, f) => ['service', 'pedestrian'].includes(detail(f)),
    stops: stops(0.6, 1.6, 5, 12),
    main: false,
  },
  {
    is: (_, f) => kind(f) === 'minor_road' && !['service', 'pedestrian'].includes(detail(f)),
    stops: stops(0.8, 2.6, 8, 20),
    main: false,
  },
  { is: among('medium_road'), stops: stops(1.2, 3.6, 11, 26), main: true },
  { is: among('major_road', 'highway'), stops: stops(1.8, 5, 14, 32), main: true },
];

function stops(z12: number, z14: number, z16: number, z18: number): number[][] {
  return [
    [12, z12],
    [14, z14],
    [16, z16],
    [18, z18],
  ];
}

const wider = (widths: number[][], by: number): number[][] =>
  widths.map(([zoom = 0, width = 0]) => [zoom, width + by]);

function areas(tones: Tones): PaintRule[] {
  const area = (dataLayer: string, fill: string, filter?: Filter): PaintRule => ({
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill }),
    ...(filter && { filter }),
  });
  return [
    area('earth', tones('land')),
    area('landuse', tones('urban'), among(...URBAN)),
    area('landuse', tones('park'), among(...GREENS, ...MORE_GREENS)),
    area('landuse', tones('forest'), among('forest', 'wood')),
    area('landuse', tones('square'), among(...SQUARES)),
    area('water', tones('water'), (_, feature) => isArea(feature)),
    {
      dataLayer: 'water',
      symbolizer: new LineSymbolizer({
        color: tones('water'),
        width: exp(1.6, stops(1, 1.6, 4, 12)),
      }),
      filter: (_, feature) => !isArea(feature),
    },
  ];
}

function houses(tones: Tones): PaintRule[] {
  const house = (fill: string, stroke: string, filter: Filter): PaintRule => ({
    dataLayer: 'buildings',
    minzoom: 14,
    symbolizer: new PolygonSymbolizer({ fill, stroke, width: 1 }),
    filter,
  });
  return [
    house(tones('building'), tones('building-line'), (_, feature) => !isPublic(feature)),
    house(tones('public'), tones('public-line'), (_, feature) => isPublic(feature)),
  ];
}

function paths(tones: Tones): PaintRule[] {
  return [
    {
      dataLayer: 'roads',
      symbolizer: new LineSymbolizer({
        color: tones('path'),
        width: exp(1.6, stops(0.4, 1, 1.8, 3)),
        dash: [5, 3],
        lineCap: 'butt',
      }),
      filter: (_, feature) => kind(feature) === 'path' && detail(feature) !== 'pedestrian',
    },
    {
      dataLayer: 'roads',
      symbolizer: new LineSymbolizer({
        color: tones('rail'),
        width: exp(1.6, stops(1.4, 2.4, 4, 6)),
      }),
      filter: among('rail'),
    },
    {
      dataLayer: 'roads',
      minzoom: 14,
      symbolizer: new LineSymbolizer({
        color: tones('halo'),
        width: exp(1.6, stops(0.6, 1.2, 2.4, 3.6)),
        dash: [4, 4],
        lineCap: 'butt',
      }),
      filter: among('rail'),
    },
  ];
}

function streets(tones: Tones): PaintRule[] {
  const line = (color: string, widths: number[][], filter: Filter): PaintRule => ({
    dataLayer: 'roads',
    symbolizer: new LineSymbolizer({
      color,
      width: exp(1.6, widths),
      lineCap: 'round',
      lineJoin: 'round',
    }),
    filter,
  });
  return [
    ...STREETS.map((street) => line(tones('casing'), wider(street.stops, 1.8), street.is)),
    ...STREETS.map((street) =>
      line(street.main ? tones('road-main') : tones('road'), street.stops, street.is),
    ),
  ];
}

const texts = (halo: string) => (fill: string, size: number, weight: number) => ({
  fill,
  stroke: halo,
  width: 3,
  font: `${weight} ${size}px ${FONT}`,
  labelProps: ['name'],
});

function labels(tones: Tones): LabelRule[] {
  const text = texts(tones('halo'));
  return [
    { dataLayer: 'places', symbolizer: new CenteredTextSymbolizer(text(tones('poi'), 16, 700)) },
    {
      dataLayer: 'pois',
      minzoom: 15,
      symbolizer: new OffsetTextSymbolizer({
        ...text(tones('poi'), 14, 620),
        offsetX: 0,
        offsetY: 0,
        // In heights of the letters drawn, which are less than a line.
        lineHeight: 1.5,
      }),
      filter: (_, feature) => !SMALL_THINGS.includes(kind(feature)),
    },
    {
      dataLayer: 'roads',
      minzoom: 14,
      symbolizer: new LineLabelSymbolizer({
        ...text(tones('label'), 14, 540),
        repeatDistance: 400,
      }),
      filter: (_, feature) => !among('rail')(0, feature),
    },
    {
      dataLayer: 'water',
      symbolizer: new LineLabelSymbolizer(text(tones('water-label'), 14, 600)),
      filter: (_, feature) => !isArea(feature),
    },
    {
      dataLayer: 'landuse',
      minzoom: 15,
      symbolizer: new CenteredTextSymbolizer(text(tones('green-label'), 14, 560)),
      filter: among(...GREENS, ...MORE_GREENS, 'forest', 'wood'),
    },
  ];
}

/** How the ground is drawn in the colours that hold now. */
export function groundStyle(): {
  paintRules: PaintRule[];
  labelRules: LabelRule[];
  backgroundColor: string;
} {
  const tones = readTones();
  return {
    paintRules: [...areas(tones), ...houses(tones), ...paths(tones), ...streets(tones)],
    labelRules: labels(tones),
    backgroundColor: tones('land'),
  };
}
