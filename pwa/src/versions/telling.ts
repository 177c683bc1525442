import type { Wire } from '../api/client';
import { formatDay, formatTime, m } from '../words';

type Version = Wire['Version'];

const CLOCK_SLACK_MS = 60_000;

/** When it was made; by the server's clock where the device's is ahead of it. */
export function momentOf({ made_at, arrived_at }: Version): string {
  return Date.parse(made_at) > Date.parse(arrived_at) + CLOCK_SLACK_MS ? arrived_at : made_at;
}

/** Who it was, to be put behind "by". */
export function nameOf(version: Pick<Version, 'account_id' | 'account_name'>, own: string): string {
  if (version.account_id === own) return m['versions.you']();
  return version.account_name || m['versions.somebody']();
}

/** "by Amira Beispiel, Sat 21/11, 14:05" */
export function byline(version: Version, own: string): string {
  const at = momentOf(version);
  return m['versions.by']({
    name: nameOf(version, own),
    date: formatDay(at),
    time: formatTime(at),
  });
}
