const FIRST_MS = 4_000;
export const LONGEST_MS = 5 * 60_000;
/** While something waits to be sent and somebody may be looking at it. */
export const LONGEST_WATCHED_MS = 15_000;

/**
 * How long to wait before trying again: doubling, never above `longest_ms`, scattered by up to half
 * so that phones which lost the server together do not come back together.
 */
export function waitAfter(
  failures: number,
  longest_ms: number = LONGEST_MS,
  random: number = Math.random(),
): number {
  if (failures === 0) return LONGEST_MS;
  const longest = Math.min(longest_ms, FIRST_MS * 2 ** (failures - 1));
  return Math.round(longest * (0.5 + random / 2));
}
