import type { Tabs } from '../people/tabs';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchmove'] as const;
const TELL_EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

/**
 * Call `onIdle` when nobody has touched any tab for so many minutes, also when the device slept
 * meanwhile and no timer went off. Returns how to stop watching.
 */
export function watchIdle(minutes: number, tabs: Tabs, onIdle: () => void): () => void {
  let [seen, told] = [Date.now(), 0];
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    clearTimeout(timer);
    const left = seen + minutes * MINUTE_MS - Date.now();
    if (left <= 0) onIdle();
    else timer = setTimeout(look, left);
  };
  const awake = () => (seen = Date.now());
  const onSign = () => {
    // First look whether it is too late: the touch that wakes a phone is not one of its owner.
    if (Date.now() - seen >= minutes * MINUTE_MS) {
      onIdle();
      return;
    }
    awake();
    if (seen - told < TELL_EVERY_MS) return;
    told = seen;
    tabs.tellAwake();
  };
  const onVisible = () => document.visibilityState === 'visible' && look();
  for (const sign of SIGNS) addEventListener(sign, onSign, { passive: true, capture: true });
  document.addEventListener('visibilitychange', onVisible);
  tabs.onAwake(awake);
  look();
  return () => {
    clearTimeout(timer);
    for (const sign of SIGNS) removeEventListener(sign, onSign, { capture: true });
    document.removeEventListener('visibilitychange', onVisible);
    tabs.onAwake(() => undefined);
  };
}
