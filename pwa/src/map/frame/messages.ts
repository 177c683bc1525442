/** What the map in the frame and the page around it say to each other. */
export type ToMap =
  | { type: 'gegenstrom:choose'; id: string | null }
  | { type: 'gegenstrom:show'; ids: string[] | null }
  | { type: 'gegenstrom:look'; theme: string | null; contrast: string | null; popups: boolean };

export type FromMap =
  { type: 'gegenstrom:ready' } | { type: 'gegenstrom:chosen'; id: string | null };

/**
 * Hear what the other side says. The frame has no origin of its own, so the window decides who is heard.
 * Answers how to stop.
 */
export function hear(other: () => Window | null, heard: (message: ToMap | FromMap) => void) {
  const listen = (event: MessageEvent<unknown>): void => {
    const said = event.data as { type?: unknown } | null;
    if (event.source !== other() || !String(said?.type).startsWith('gegenstrom:')) return;
    heard(said as ToMap | FromMap);
  };
  addEventListener('message', listen);
  return () => removeEventListener('message', listen);
}
