import type { Wire } from '../api/client';
import { withConnection } from './connection';
import type { DeviceDatabase, MapRow } from './database';
import { demandRoom, orNoRoom } from './room';

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

  /**
   * Fetch a map slice by slice; interrupted or stopped, it goes on where it was. A map never takes the
   * room that words and photographs need. Throws `NoRoom`.
   */
  async take(
    basemap: Basemap,
    onProgress: (received_bytes: number) => void,
    stop: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    let received = await this.#begin(basemap);
    await demandRoom(basemap.size_bytes - received);
    while (received < basemap.size_bytes && !stop.aborted) {
      const bytes = await fetchRange(basemap, received);
      await orNoRoom(() => this.#keep(basemap, bytes, received + bytes.byteLength));
      received += bytes.byteLength;
      onProgress(received);
    }
  }

  /** How much of it is here; another edition of the same area begins anew. */
  async #begin(basemap: Basemap): Promise<number> {
    const known = await this.database.maps.get(basemap.area);
    if (known?.basemap.size_bytes === basemap.size_bytes) return known.received_bytes;
    if (known) await this.drop(basemap.area);
    return 0;
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
