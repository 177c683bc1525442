import type { Place } from './WalkMap';

const METRES_PER_DEGREE = 111_320;

/** Move a place by metres to the east and north; good for steps along a street. */
export function nudge([lon, lat]: Place, east_m: number, north_m: number): Place {
  const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  const shrink = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return [
    round(lon + east_m / (METRES_PER_DEGREE * shrink)),
    round(Math.min(90, Math.max(-90, lat + north_m / METRES_PER_DEGREE))),
  ];
}

/** Metres between two places, flat; good within a town. */
export function distance_m(a: Place, b: Place): number {
  const shrink = Math.cos((a[1] * Math.PI) / 180);
  return Math.hypot((b[0] - a[0]) * shrink, b[1] - a[1]) * METRES_PER_DEGREE;
}
