import type { Wire } from '../api/client';
import { withConnection } from './connection';
import type { DeviceDatabase, MapRow } from './database';

type Basemap = Wire['Basemap'];

export const CHUNK_BYTES = 524_288;

/** The chunks that hold `length` bytes from `offset`, first and last number. */
export function chunksOf(offset: number, length: number): { first: number; last: number } {
  return {
    first: Math.floor(offset / CHUNK_BYTES),
    last: Math.floor((offset + length - 1) / CHUNK_BYTES),
  };
}

/** Basemaps taken along: one PMTiles file per area, kept in slices and read by range. */
export class Maps {
  constructor(readonly database: DeviceDatabase) {}

  async list(): Promise<MapRow[]> {
    return withConnection(this.database, () => this.database.maps.toArray());
  }

  /** Fetch a map slice by slice; interrupted, it goes on where it stopped. */
  async take(basemap: Basemap, onProgress: (received_bytes: number) => void): Promise<void> {
    const known = await this.database.maps.get(basemap.area);
    const usable = known?.basemap.size_bytes === basemap.size_bytes ? known : null;
    if (known && !usable) await this.drop(basemap.area);
    let received = usable?.received_bytes ?? 0;
    while (received < basemap.size_bytes) {
      const bytes = await fetchRange(basemap, received);
      received += bytes.byteLength;
      await this.#keep(basemap, bytes, received);
      onProgress(received);
    }
  }

  async #keep(basemap: Basemap, bytes: ArrayBuffer, received_bytes: number): Promise<void> {
    const { area, size_bytes } = basemap;
    const number = Math.floor((received_bytes - bytes.byteLength) / CHUNK_BYTES);
    const complete = received_bytes >= size_bytes;
    await withConnection(this.database, () =>
      this.database.transaction('rw', this.database.maps, this.database.chunks, async () => {
        await this.database.chunks.put({ area, number, bytes });
        await this.database.maps.put({ area, basemap, received_bytes, complete });
      }),
    );
  }

  async drop(area: string): Promise<void> {
    await this.database.transaction('rw', this.database.maps, this.database.chunks, async () => {
      await this.database.maps.delete(area);
      await this.database.chunks
        .where('[area+number]')
        .between([area, 0], [area, Infinity])
        .delete();
    });
  }

  /** Bytes of a map, put together from its slices; shorter at the end of the file. */
  async read(area: string, offset: number, length: number): Promise<ArrayBuffer> {
    const { first, last } = chunksOf(offset, length);
    const chunks = await withConnection(this.database, () =>
      this.database.chunks
        .where('[area+number]')
        .between([area, first], [area, last], true, true)
        .toArray(),
    );
    const bytes = await new Blob(chunks.map((chunk) => chunk.bytes)).arrayBuffer();
    const start = offset - first * CHUNK_BYTES;
    return bytes.slice(start, start + length);
  }
}

async function fetchRange(basemap: Basemap, from: number): Promise<ArrayBuffer> {
  const to = Math.min(from + CHUNK_BYTES, basemap.size_bytes) - 1;
  const answer = await fetch(basemap.url, { headers: { Range: `bytes=${from}-${to}` } });
  if (answer.status !== 206)
    throw new Error(`The map did not answer with a range: ${answer.status}`);
  return answer.arrayBuffer();
}
