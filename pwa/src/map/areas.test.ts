import { expect, test } from 'vitest';
import type { Wire } from '../api/client';
import { boundsOf, mapsBySpace, namesOf } from './areas';

const square = (west: number, south: number) => [
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south],
  ],
];
const space = (name: string, west: number) =>
  ({
    type: 'Feature',
    properties: { id: name, name },
    geometry: { type: 'MultiPolygon', coordinates: [square(west, 50)] },
  }) as unknown as Wire['Spaces']['features'][number];
const basemap = { area: 'town', bounds: [6, 49, 8, 52] } as unknown as Wire['Basemap'];

test('the frame of a geometry holds all its places', () => {
  expect(boundsOf([square(6, 50), square(8, 52)])).toEqual([6, 50, 9, 53]);
  expect(boundsOf([])).toBeNull();
  expect(boundsOf(undefined)).toBeNull();
});

test('a map is offered for the spaces it shows, and the others are named', () => {
  const { byArea, without } = mapsBySpace([basemap], [space('Mitte', 6.5), space('Fern', 20)]);
  expect(byArea.get('town')).toEqual(['Mitte']);
  expect(without).toEqual(['Fern']);
});

test('without a map each space has its name in its middle', () => {
  expect(namesOf([space('Mitte', 6)])).toEqual([{ name: 'Mitte', place: [6.5, 50.5] }]);
});
