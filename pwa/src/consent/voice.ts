/** What a recorder makes and the server takes: a voice, nothing else. */
export type VoiceType = 'audio/webm' | 'audio/mp4';

export const LONGEST_SECONDS = 60;
/** A recorder that pays no heed to the rate asked for is stopped here: the server takes 512 KiB. */
export const MOST_BYTES = 450_000;
export const BITS_PER_SECOND = 24_000;

const WAYS: readonly { mime: string; type: VoiceType }[] = [
  { mime: 'audio/webm;codecs=opus', type: 'audio/webm' },
  { mime: 'audio/mp4', type: 'audio/mp4' },
];

/** The way of recording this browser knows, the smaller one first. */
export function wayOfRecording(
  knows: (mime: string) => boolean,
): { mime: string; type: VoiceType } | undefined {
  return WAYS.find(({ mime }) => knows(mime));
}

/** How loud a moment of sound is, from 0 to 1; silence lies at 128. */
export function loudness(samples: Uint8Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += (sample - 128) ** 2;
  const mean = Math.sqrt(sum / samples.length) / 128;
  // Speech is far below the loudest there is: a root shows it.
  return Math.min(1, Math.sqrt(mean));
}

/** Seconds as a clock shows them. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
