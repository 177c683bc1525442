import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;
const FOLDERS = readdirSync(join(ROOT, 'messages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `messages/${name}`);
const PARTS = ['messages', ...FOLDERS];
/** Said to staff only; what participants read is measured. */
const FOR_STAFF = ['messages/accounts', 'messages/desk'];
const FILLED = /\{(\w+)\}/g;

/** A message is a text, or variants of one, for example by number. */
type Catalogue = Record<string, unknown>;

function catalogue(part: string, locale: string): Catalogue {
  return JSON.parse(readFileSync(join(ROOT, part, `${locale}.json`), 'utf8')) as Catalogue;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((file) => {
    const path = join(folder, file.name);
    if (file.isDirectory()) return file.name === 'catalogue' ? [] : sources(path);
    return /\.(svelte|ts)$/.test(file.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const holes = (message: unknown): string[] =>
  [...JSON.stringify(message).matchAll(FILLED)].map(([, name]) => name ?? '').toSorted();

test.each(PARTS)('every word of %s exists in German and English', (part) => {
  expect(Object.keys(catalogue(part, 'en')).toSorted()).toEqual(
    Object.keys(catalogue(part, 'de')).toSorted(),
  );
});

test.each(PARTS)('plain German in %s has no word of its own', (part) => {
  const german = catalogue(part, 'de');
  expect(Object.keys(catalogue(part, 'de-simple')).filter((key) => !(key in german))).toEqual([]);
});

test.each(PARTS)('other languages in %s fill in nothing that German does not', (part) => {
  const german = catalogue(part, 'de');
  for (const locale of ['de-simple', 'en']) {
    for (const [key, text] of Object.entries(catalogue(part, locale))) {
      expect(holes(german[key] ?? ''), `${locale} ${key}`).toEqual(
        expect.arrayContaining(holes(text)),
      );
    }
  }
});

test.each(PARTS)('every word of %s is used on some screen', (part) => {
  const code = sources(join(ROOT, 'src')).join('\n');
  const templates = [...code.matchAll(/m\[`([^`$]*)\$\{/g)].map(([, start]) => start ?? '');
  const unused = Object.keys(catalogue(part, 'de')).filter(
    (key) =>
      !code.includes(`'${key}'`) && !templates.some((start) => start && key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

test.each(PARTS.filter((part) => !FOR_STAFF.includes(part)))(
  'plain German sentences of %s are short',
  (part) => {
    const simple = catalogue(part, 'de-simple');
    const long = Object.entries(simple).filter(([, text]) =>
      String(text)
        .split(/[.!?:]+\s*/)
        .some((sentence) => sentence.split(/\s+/).length > 9),
    );
    expect(long).toEqual([]);
  },
);
