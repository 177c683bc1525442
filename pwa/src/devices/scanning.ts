/** The part of the Shape Detection API that is used; TypeScript does not know it yet. */
interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Whether this browser reads patterns itself; the phone's own camera app always does. */
export function scannerWorks(): boolean {
  return detectorClass() !== undefined && 'mediaDevices' in navigator;
}

const PAUSE_MS = 250;

/**
 * Read patterns from the camera into `video` until `onread` says that one was right. Gives the way to
 * stop. Throws when there is no camera, or it may not be used.
 */
export async function scanFrom(
  video: HTMLVideoElement,
  onread: (text: string) => boolean,
): Promise<() => void> {
  const Class = detectorClass();
  if (!Class) throw new Error('This browser reads no patterns.');
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
  });
  const detector = new Class({ formats: ['qr_code'] });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  const look = async (): Promise<void> => {
    const found = await detector.detect(video).catch(() => []);
    if (found.some(({ rawValue }) => onread(rawValue))) stop();
    else timer = setTimeout(() => void look(), PAUSE_MS);
  };
  video.srcObject = stream;
  await video.play();
  void look();
  return stop;
}
