const FIRST_MS = 4_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before trying again: doubling, never above five minutes, scattered by up to half
 * so that phones which lost the server together do not come back together.
 */
export function waitAfter(failures: number, random: number = Math.random()): number {
  if (failures === 0) return LONGEST_MS;
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(longest * (0.5 + random / 2));
}
