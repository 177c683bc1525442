import { described } from './png';

/** Pixels of a side: sharp on A4. */
const SIDE = 2000;

/** A drawing of the server in pixels, with its words for those who do not see it, in a nameless file. */
export async function pngOf(address: string): Promise<{ blob: Blob; name: string }> {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`The picture could not be fetched: ${answer.status}`);
  const text = await answer.text();
  const words = new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('desc');
  const plain = await painted(text);
  const bytes = described(new Uint8Array(await plain.arrayBuffer()), words?.textContent ?? '');
  const day = new Date().toISOString().slice(0, 10);
  return { blob: new Blob([bytes], { type: 'image/png' }), name: `netzwerkkarte-${day}.png` };
}

async function painted(svg: string): Promise<Blob> {
  const image = new Image(SIDE, SIDE);
  image.src = `data:image/svg+xml;base64,${btoa(String.fromCharCode(...new TextEncoder().encode(svg)))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIDE, (SIDE * image.naturalHeight) / image.naturalWidth];
  const pen = canvas.getContext('2d');
  pen?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture.'))), 'image/png');
  });
}
