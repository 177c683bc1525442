import { expect, test } from 'vitest';
import { described } from './png';

/** A picture of one pixel. */
const PIXEL = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (one) => one.charCodeAt(0),
);

/** Kind, length and check sum of every part. */
function partsOf(png: Uint8Array): [string, number, number][] {
  const view = new DataView(png.buffer, png.byteOffset);
  const parts: [string, number, number][] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const kind = new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8));
    parts.push([kind, length, view.getUint32(at + 8 + length)]);
    at += 12 + length;
  }
  return parts;
}

test('a picture tells what it shows, and stays a picture', () => {
  const made = described(PIXEL, 'Netzwerkkarte: Familie 2');
  expect(partsOf(made).map(([kind]) => kind)).toEqual(['IHDR', 'iTXt', 'IDAT', 'IEND']);
  expect(new TextDecoder().decode(made)).toContain('Netzwerkkarte: Familie 2');
});

test('its check sum is the one every reader computes', () => {
  const [, part] = partsOf(described(PIXEL, 'Ä'));
  // zlib.crc32(b"iTXtDescription\0\0\0\0\0" + "Ä".encode())
  expect(part?.[2]).toBe(0x2a324b6b);
});
