import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { parse } from 'yaml';

const VIRTUAL = 'virtual:consents';
const RESOLVED = `\0${VIRTUAL}`;
const PURPOSES = [
  'keep_maps',
  'case_consultation',
  'safe_numbers',
  'release_words',
  'release_media',
  'tell_me',
] as const;
/** The parts of a text in the order they are shown and hashed; the server has the same list. */
const SHOWN = [
  'title',
  'what_happens',
  'who_sees',
  'how_long',
  'if_no',
  'withdraw',
  'question',
] as const;

type Parts = Record<(typeof SHOWN)[number], string>;

interface Source {
  version: number;
  health_data: boolean;
  requires: string[];
  valid_months: number;
  still_counting?: string[];
  de: Parts;
  de_simple: Parts;
  en: Parts;
}

interface Preamble {
  de: { title: string; text: string; read_before: string };
  de_simple: { title: string; text: string; read_before: string };
  en: { title: string; text: string; read_before: string };
  present: { code: string; de: string; de_simple: string; en: string }[];
}

const linesOf = (text: string): string[] => text.trim().split('\n');

/** SHA-256 over the parts as they are shown: trimmed, an empty line between two. */
function hashOf(parts: Parts): string {
  const shown = SHOWN.map((part) => parts[part].trim()).join('\n\n');
  return createHash('sha256').update(shown).digest('hex');
}

const textOf = (parts: Parts) => ({
  title: parts.title.trim(),
  question: parts.question.trim(),
  whatHappens: linesOf(parts.what_happens),
  whoSees: linesOf(parts.who_sees),
  howLong: linesOf(parts.how_long),
  ifNo: linesOf(parts.if_no),
  withdraw: linesOf(parts.withdraw),
  hash: hashOf(parts),
});

function purposeOf(folder: string, purpose: string) {
  const source = parse(readFileSync(`${folder}/${purpose}.yaml`, 'utf8')) as Source;
  return {
    purpose,
    version: source.version,
    healthData: source.health_data,
    requires: source.requires,
    validMonths: source.valid_months,
    stillCounting: source.still_counting ?? [],
    text: {
      de: textOf(source.de),
      'de-simple': textOf(source.de_simple),
      en: textOf(source.en),
    },
  };
}

interface SheetSource {
  title: string;
  lead: string;
  sections: { title: string; lines: string }[];
}

const sheetOf = ({ title, lead, sections }: SheetSource) => ({
  title,
  lead,
  sections: sections.map((section) => ({ title: section.title, lines: linesOf(section.lines) })),
});

function readSheets(folder: string) {
  const source = parse(readFileSync(`${folder}/information.yaml`, 'utf8')) as Record<
    'de' | 'de_simple' | 'en',
    SheetSource
  >;
  return {
    de: sheetOf(source.de),
    'de-simple': sheetOf(source.de_simple),
    en: sheetOf(source.en),
  };
}

const introOf = ({ title, text, read_before }: Preamble['de']) => ({
  title,
  lines: [...linesOf(text), ...linesOf(read_before)],
});

/** Everything people are asked with, as the server has it. */
export function readConsents(folder: string) {
  const preamble = parse(readFileSync(`${folder}/preamble.yaml`, 'utf8')) as Preamble;
  return {
    purposes: PURPOSES.map((purpose) => purposeOf(folder, purpose)),
    intro: {
      de: introOf(preamble.de),
      'de-simple': introOf(preamble.de_simple),
      en: introOf(preamble.en),
    },
    present: preamble.present.map(({ code, de, de_simple, en }) => ({
      code,
      label: { de, 'de-simple': de_simple, en },
    })),
    information: readSheets(folder),
  };
}

/** Serve `virtual:consents` from the server's texts, so that both show and hash the same words. */
export function consents(folder: string): Plugin {
  return {
    name: 'gegenstrom-consents',
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      for (const purpose of [...PURPOSES, 'preamble', 'information']) {
        this.addWatchFile(`${folder}/${purpose}.yaml`);
      }
      return `export default ${JSON.stringify(readConsents(folder))};`;
    },
  };
}
