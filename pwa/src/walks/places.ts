import type { Wire } from '../api/client';
import type { Place } from '../map/WalkMap';
import { placeOf } from './findings';
import type { Store } from '../store/store';

/** Read degrees as people type them, with comma or point; null when they are none on this planet. */
export function readDegrees(text: string, most: number): number | null {
  const cleaned = text.trim().replace(',', '.').replace(/°$/, '').trim();
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(cleaned)) return null;
  const degrees = Number(cleaned);
  return Math.abs(degrees) <= most ? degrees : null;
}

/** Any place of a GeoJSON geometry, for a first look at the right town. */
function firstPlace(coordinates: unknown): Place | null {
  if (!Array.isArray(coordinates)) return null;
  const [first, second] = coordinates as unknown[];
  if (typeof first === 'number' && typeof second === 'number') return [first, second];
  return firstPlace(first);
}

function middleOf(basemap: Wire['Basemap'] | undefined): Place | null {
  if (!basemap) return null;
  const [west = 0, south = 0, east = 0, north = 0] = basemap.bounds;
  return [(west + east) / 2, (south + north) / 2];
}

const MIDDLE_OF_GERMANY: Place = [10.45, 51.16];

async function placeOfWalk(store: Store, walkId: string): Promise<Place | null> {
  const findings = await store.list('finding', walkId);
  const placed = findings.findLast((finding) => finding.body.location);
  return placeOf(placed?.body.location ?? null);
}

async function placeOfSpace(store: Store, walkId: string): Promise<Place | null> {
  const walk = await store.get('walk', walkId);
  const exploration = walk && (await store.get('exploration', walk.body.exploration_id));
  const spaceId = exploration?.body.social_space_id;
  const spaces = await store.note<Wire['Spaces']>('spaces');
  const space = spaces?.features.find(({ properties }) => properties.id === spaceId);
  return firstPlace(space?.geometry.coordinates);
}

/** Where a map opens: at the finding, at another one of the walk, in the social space, on the map we have. */
export async function startPlace(
  store: Store,
  walkId: string,
  known: Place | null,
): Promise<Place> {
  const near = known ?? (await placeOfWalk(store, walkId)) ?? (await placeOfSpace(store, walkId));
  if (near) return near;
  const [basemap] = (await store.note<Wire['Basemap'][]>('basemaps')) ?? [];
  return middleOf(basemap) ?? MIDDLE_OF_GERMANY;
}
