import { expect, test } from 'vitest';
import { FIELDS, filledIn } from './information';
import { consents } from './texts';

const known = Object.fromEntries([...FIELDS, 'name'].map((name) => [name, `<${name}>`]));

test.each(['de', 'de-simple', 'en'] as const)(
  'the text in %s says all that is asked for',
  (locale) => {
    const words = JSON.stringify(filledIn(consents.information[locale], known, 'GAP'));
    expect(words).not.toMatch(/GAP|\{\w+\}/);
    // What is published and with whom a provider works is too much for the short text.
    const said = FIELDS.filter((name) => words.includes(`<${name}>`));
    expect(FIELDS.filter((name) => !said.includes(name))).toEqual(
      locale === 'de-simple' ? ['municipality'] : [],
    );
  },
);

test('what is not filled in is a gap that can be seen', () => {
  const { sections } = filledIn(consents.information.de, { name: 'Haus' }, '(fehlt)');
  expect(sections[0]?.lines[0]).toBe('Haus, (fehlt).');
});
