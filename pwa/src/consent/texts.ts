import source from 'virtual:consents';
import type { Consent } from '../store/records';
import type { PictogramName } from '../ui';
import { language, type Locale } from '../words';

export type Purpose = Consent['purpose'];
export type Present = Consent['present'];

/** A text as it is shown, with the hash the answer carries. */
export interface PurposeText {
  title: string;
  question: string;
  whatHappens: string[];
  whoSees: string[];
  howLong: string[];
  ifNo: string[];
  withdraw: string[];
  hash: string;
}

/** A purpose with its text in every language. */
export interface PurposeEntry {
  purpose: Purpose;
  version: number;
  /** Whether it needs a signature, here or on paper: a spoken yes is not enough (SGB X § 67b II). */
  healthData: boolean;
  requires: Purpose[];
  validMonths: number;
  /** Hashes of earlier texts whose answers need no asking again. */
  stillCounting: string[];
  text: Record<Locale, PurposeText>;
}

/** Everything people are asked with, built from the server's files. */
export interface Consents {
  purposes: PurposeEntry[];
  intro: Record<Locale, { title: string; lines: string[] }>;
  present: { code: Present; label: Record<Locale, string> }[];
  information: Record<Locale, InformationText>;
}

/** The information under Art. 13 GDPR; `{name}` and others stand for what the provider fills in. */
export interface InformationText {
  title: string;
  lead: string;
  sections: { title: string; lines: string[] }[];
}

export const consents: Consents = source;

const PICTURES: Readonly<Record<Purpose, PictogramName>> = {
  keep_maps: 'lock',
  case_consultation: 'dialogue',
  safe_numbers: 'chart',
  release_words: 'speech',
  release_media: 'camera',
  tell_me: 'mailbox',
};

/** The pictogram of a purpose. */
export function pictureOfPurpose(purpose: Purpose): PictogramName {
  return PICTURES[purpose];
}

/** The entry of a purpose; undefined for a code this app does not know. */
export function entryOf(purpose: string): PurposeEntry | undefined {
  return consents.purposes.find((entry) => entry.purpose === purpose);
}

/** The text of a purpose in the language of the screen. */
export function textOf(entry: PurposeEntry): PurposeText {
  return entry.text[language.locale];
}

/** What a purpose is called on the screen. */
export function titleOf(purpose: string): string {
  const entry = entryOf(purpose);
  return entry ? textOf(entry).title : purpose;
}
