import type { Position } from './WalkMap';

export type Trouble = 'denied' | 'unavailable' | null;

/** Where the device is, followed while a screen needs it. */
export class Locator {
  position = $state.raw<Position | null>(null);
  trouble = $state<Trouble>(null);
  #watch: number | null = null;

  start(): void {
    if (!('geolocation' in navigator)) {
      this.trouble = 'unavailable';
      return;
    }
    this.#watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        this.trouble = null;
        this.position = {
          place: [coords.longitude, coords.latitude],
          accuracy_m: Math.round(coords.accuracy * 10) / 10,
        };
      },
      (error) => {
        this.trouble = error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable';
      },
      { enableHighAccuracy: true, maximumAge: 3_000, timeout: 30_000 },
    );
  }

  stop(): void {
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = null;
  }
}
