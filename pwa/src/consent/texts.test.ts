import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { consents, pictureOfPurpose } from './texts';

const MIGRATION = '../../../migrations/versions/20261121_2100_e5f7a9b10105_ask_for_consent.up.sql';

test('phone and server hash the same words', () => {
  const known = readFileSync(fileURLToPath(new URL(MIGRATION, import.meta.url)), 'utf8');
  for (const { purpose, version, text } of consents.purposes) {
    for (const [language, { hash }] of Object.entries(text)) {
      expect(known).toContain(`('${purpose}', '${hash}', '${language}', ${version}, true)`);
    }
  }
});

test('every purpose has a picture and its words in every language', () => {
  for (const { purpose, text } of consents.purposes) {
    expect(pictureOfPurpose(purpose)).toBeTruthy();
    for (const one of Object.values(text)) {
      expect(one.question).toMatch(/\?$/);
      for (const lines of [one.whatHappens, one.whoSees, one.howLong, one.ifNo, one.withdraw]) {
        expect(lines.every((line) => line.trim() !== '')).toBe(true);
      }
    }
  }
});
