/** Parts of the browser that are missing where the page is not secure or the browser is old. */
export const browserStorage = navigator.storage as Partial<StorageManager> | undefined;

/** A short shake, where the device can: something was kept. */
export function vibrateOnce(): void {
  (navigator as Partial<Navigator>).vibrate?.(60);
}
