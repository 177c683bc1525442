/** A moment of the wire as a field for date and time shows it, in the time of this place. */
export function fieldOf(moment: string | null): string {
  if (!moment) return '';
  const at = new Date(moment);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What such a field holds, as a moment of the wire; nothing where it is empty. */
export function momentOf(field: string): string | null {
  return field ? new Date(field).toISOString() : null;
}
