import { language } from './language.svelte';

/** "21. November 2026". */
export function formatDate(value: string | Date): string {
  return new Intl.DateTimeFormat(language.tag, { dateStyle: 'long' }).format(new Date(value));
}

/** "Sa., 21.11." for lists; days of other years carry their year. */
export function formatDay(value: string | Date): string {
  const thisYear = new Date(value).getFullYear() === new Date().getFullYear();
  const parts: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'numeric' };
  if (!thisYear) parts.year = 'numeric';
  return new Intl.DateTimeFormat(language.tag, parts).format(new Date(value));
}

/** "14:05". */
export function formatTime(value: string | Date): string {
  const parts = { hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language.tag, parts).format(new Date(value));
}

/** "1.234,5". */
export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(language.tag, { maximumFractionDigits: digits }).format(value);
}

/** "1 Foto" or "7 Fotos": the word for one thing where it is one. */
export function counted(
  n: number,
  one: () => string,
  many: (inputs: { n: string }) => string,
): string {
  return n === 1 ? one() : many({ n: formatNumber(n) });
}
