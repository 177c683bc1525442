import type { Wire } from '../api/client';

type Basemap = Wire['Basemap'];
type Space = Wire['Spaces']['features'][number];
type Box = readonly [west: number, south: number, east: number, north: number];

/** The frame around a GeoJSON geometry; null where it has no place. */
export function boundsOf(coordinates: unknown): Box | null {
  if (!Array.isArray(coordinates)) return null;
  const [first, second] = coordinates as unknown[];
  if (typeof first === 'number' && typeof second === 'number')
    return [first, second, first, second];
  const boxes = (coordinates as unknown[]).flatMap((part) => {
    const box = boundsOf(part);
    return box ? [box] : [];
  });
  if (boxes.length === 0) return null;
  const all = (edge: number): number[] => boxes.map((box) => box[edge] ?? 0);
  return [Math.min(...all(0)), Math.min(...all(1)), Math.max(...all(2)), Math.max(...all(3))];
}

function overlap({ bounds }: Basemap, [west, south, east, north]: Box): boolean {
  const [mapWest = -180, mapSouth = -90, mapEast = 180, mapNorth = 90] = bounds;
  return west <= mapEast && east >= mapWest && south <= mapNorth && north >= mapSouth;
}

/** Which of the offered maps show which social spaces, and which spaces none shows. */
export function mapsBySpace(
  offered: readonly Basemap[],
  spaces: readonly Space[],
): { byArea: ReadonlyMap<string, string[]>; without: string[] } {
  const byArea = new Map<string, string[]>(offered.map(({ area }) => [area, []]));
  const without: string[] = [];
  for (const { geometry, properties } of spaces) {
    const box = boundsOf(geometry.coordinates);
    const shown = box ? offered.filter((basemap) => overlap(basemap, box)) : [];
    for (const { area } of shown) byArea.get(area)?.push(properties.name);
    if (shown.length === 0) without.push(properties.name);
  }
  return { byArea, without };
}

/** Names for the grid where there is no map: each social space at the middle of its frame. */
export function namesOf(spaces: readonly Space[]): { name: string; place: [number, number] }[] {
  return spaces.flatMap(({ geometry, properties: { name } }) => {
    const box = boundsOf(geometry.coordinates);
    return box ? [{ name, place: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] }] : [];
  });
}
