/**
 * A UUIDv7: 48 bits of milliseconds, then random bits. Ids made later sort later, also within one
 * millisecond on one device, because a counter takes the first twelve random bits.
 */
let lastMillisecond = 0;
let counter = 0;

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A new id; `now` in milliseconds. */
export function newId(now: number = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = new DataView(randomBytes(2).buffer).getUint16(0) & 0x3ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      counter = 0;
      lastMillisecond += 1;
    }
  }
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const tail = randomBytes(8);
  const view = new DataView(tail.buffer);
  view.setUint8(0, (view.getUint8(0) & 0x3f) | 0x80);
  const rest = hex(tail);
  const count = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
