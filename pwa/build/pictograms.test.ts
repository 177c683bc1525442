import { expect, test } from 'vitest';
import { openmoji, remapPalette } from './pictograms';

const root = new URL('..', import.meta.url).pathname;

test('a pictogram gets our yellow, our ink and our line', () => {
  const svg = remapPalette('<path fill="#FCEA2B" stroke="#000" stroke-width="2"/>');
  expect(svg).toBe('<path fill="#FFCB52" stroke="#10262B" stroke-width="2.4"/>');
});

test('a colour we do not know stays', () => {
  expect(remapPalette('<path fill="#123456"/>')).toContain('#123456');
});

test('pictograms are found by name', () => {
  expect(openmoji(root)('compass')).toContain('viewBox="0 0 72 72"');
  expect(openmoji(root)('no-such-thing')).toBeUndefined();
});
