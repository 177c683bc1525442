import { language } from './language.svelte';

/** "21. November 2026". */
export function formatDate(value: string | Date): string {
  return new Intl.DateTimeFormat(language.tag, { dateStyle: 'long' }).format(new Date(value));
}

/** "Sa., 21.11." for lists. */
export function formatDay(value: string | Date): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'numeric' } as const;
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
