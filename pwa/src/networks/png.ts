/** Where the first part of a PNG ends: its eight bytes of signature and the header of 25. */
const AFTER_HEADER = 33;
const TEXT = new TextEncoder();

/** A PNG with a description inside (iTXt, "Description"), for those who do not see it. */
export function described(png: Uint8Array, words: string): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array([
    ...TEXT.encode('iTXtDescription'),
    // Ends of the keyword, not packed, no language, no other keyword.
    ...[0, 0, 0, 0, 0],
    ...TEXT.encode(words),
  ]);
  const made = new Uint8Array(png.length + body.length + 8);
  const view = new DataView(made.buffer);
  made.set(png.subarray(0, AFTER_HEADER));
  view.setUint32(AFTER_HEADER, body.length - 4);
  made.set(body, AFTER_HEADER + 4);
  view.setUint32(AFTER_HEADER + 4 + body.length, crcOf(body));
  made.set(png.subarray(AFTER_HEADER), AFTER_HEADER + 8 + body.length);
  return made;
}

/** The check sum of PNG (ISO 3309). */
function crcOf(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
