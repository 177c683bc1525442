/** Bytes as text, as the server's JSON holds them. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  // All at once would be more arguments than a call takes.
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The bytes a text of the server's JSON holds. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
