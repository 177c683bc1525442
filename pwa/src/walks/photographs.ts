/** The longest edge of a kept photograph. */
export const LONGEST_EDGE_PX = 1600;
const LARGEST_BYTES = 25 * 2 ** 20;
const QUALITY = 0.86;

/** A file the device cannot show, such as HEIC on most phones, or no picture at all. */
export class UnreadablePicture extends Error {}

/** A file beyond what may be sent, before scaling. */
export class PictureTooLarge extends Error {}

/** A photograph ready to be kept. */
export interface EncodedPhotograph {
  sha256: string;
  bytes: ArrayBuffer;
  type: 'image/jpeg';
}

/** The size of a picture scaled down so that its longer edge fits; small pictures stay as they are. */
export function scaledSize(
  width: number,
  height: number,
  longest: number = LONGEST_EDGE_PX,
): { width: number; height: number } {
  const factor = Math.min(1, longest / Math.max(width, height));
  const scale = (edge: number): number => Math.max(1, Math.round(edge * factor));
  return { width: scale(width), height: scale(height) };
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new UnreadablePicture(file.type);
  }
}

async function drawJpeg(bitmap: ImageBitmap): Promise<Blob> {
  const { width, height } = scaledSize(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new UnreadablePicture('canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/jpeg', QUALITY);
  });
  if (!blob) throw new UnreadablePicture('jpeg');
  return blob;
}

/** SHA-256 in lower-case hex. */
export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Draw a picture anew at no more than 1600 pixels. Only its pixels survive: place, time and camera
 * data of the file are gone before it is kept.
 */
export async function encodePhotograph(file: File): Promise<EncodedPhotograph> {
  if (file.size > LARGEST_BYTES) throw new PictureTooLarge(String(file.size));
  const bitmap = await decode(file);
  try {
    const bytes = await (await drawJpeg(bitmap)).arrayBuffer();
    return { sha256: await hashOf(bytes), bytes, type: 'image/jpeg' };
  } finally {
    bitmap.close();
  }
}
