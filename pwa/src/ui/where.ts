import type { IconName } from './icons';

/** Where a record is: only here, here and no network, on its way, arrived, or in need of somebody. */
export type Where = 'device' | 'offline' | 'way' | 'done' | 'needs';

/** The icon of each state; it always stands with its word. */
export const WHERE_ICON: Readonly<Record<Where, IconName>> = {
  device: 'device-check',
  offline: 'wifi-off',
  way: 'cloud-upload',
  done: 'cloud-check',
  needs: 'alert',
};
