import { FetchSource, PMTiles, type RangeResponse, type Source } from 'pmtiles';
import type { Wire } from '../api/client';
import type { Maps } from '../store/maps';

/** A map on this device, read by range. */
class KeptSource implements Source {
  constructor(
    readonly maps: Maps,
    readonly area: string,
  ) {}

  getKey(): string {
    return `kept:${this.area}`;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    return { data: await this.maps.read(this.area, offset, length) };
  }
}

/** What lies under the findings: tiles, their bounds and whose data they are. */
export interface Ground {
  tiles: PMTiles;
  basemap: Wire['Basemap'];
}

function contains({ bounds }: Wire['Basemap'], [lon, lat]: readonly [number, number]): boolean {
  const [west = -180, south = -90, east = 180, north = 90] = bounds;
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/**
 * The best map for a place: one taken along, else one of the server's. Null means a plain grid, which works too.
 * `offered` is what the server last said it has.
 */
export async function findGround(
  maps: Maps,
  offered: readonly Wire['Basemap'][],
  place: readonly [number, number] | null,
): Promise<Ground | null> {
  const fits = (basemap: Wire['Basemap']): boolean => !place || contains(basemap, place);
  const kept = (await maps.list()).find((row) => row.complete && fits(row.basemap));
  if (kept) {
    return { tiles: new PMTiles(new KeptSource(maps, kept.area)), basemap: kept.basemap };
  }
  const basemap = offered.find(fits);
  if (!basemap) return null;
  const tiles = new PMTiles(new FetchSource(basemap.url));
  // Without a network a map that only the server has is none.
  return (await tiles.getHeader().catch(() => null)) && { tiles, basemap };
}
