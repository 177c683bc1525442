const LONGEST_EDGE_PX = 1400;
const MOST_BYTES = 400_000;
const QUALITIES = [0.8, 0.6, 0.4, 0.25] as const;

/** The photograph of a paper cannot be shown or made small enough. */
export class UnreadablePaper extends Error {}

async function drawn(file: File): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => null,
  );
  if (!bitmap) throw new UnreadablePaper(file.type);
  const factor = Math.min(1, LONGEST_EDGE_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * factor));
  canvas.height = Math.max(1, Math.round(bitmap.height * factor));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** Draw a photographed paper anew, small enough to travel with the answer; only its pixels survive. */
export async function encodePaper(file: File): Promise<ArrayBuffer> {
  const canvas = await drawn(file);
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((done) => {
      canvas.toBlob(done, 'image/jpeg', quality);
    });
    if (blob && blob.size <= MOST_BYTES) return blob.arrayBuffer();
  }
  throw new UnreadablePaper('jpeg');
}
