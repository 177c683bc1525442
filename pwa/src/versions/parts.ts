import type { Wire } from '../api/client';
import type {
  Bodies,
  Contact,
  Exploration,
  Finding,
  NetworkMap,
  Photograph,
  RecordKind,
} from '../store/records';
import { nameOf, SUPPORTS } from '../networks/maps';
import { reopenFinding, type Step } from '../walks/findings';
import { kindName } from '../walks/names';
import { questionOf, reviewLines } from '../walks/review';
import { formatDate, formatTime, language, m } from '../words';
import { labelOfCode, vocabulary } from '../words/vocabulary';

export type People = readonly Wire['Participant'][];
/** A body of any kind, field by field. */
export type Fields = Readonly<Record<string, unknown>>;

/** Fields that only make sense together, as one question with one answer. */
export interface Part {
  name: string;
  fields: readonly string[];
  asked: () => string;
  said: (body: Fields, people: People) => string;
  /** Two answers can both stand: words after words, or one list of both. */
  joins?: 'words' | 'list';
}

function step(name: Step, fields: readonly string[], joins?: Part['joins']): Part {
  const line = (body: Fields, people: People) => {
    const record = { id: '', body: body as unknown as Finding } as Parameters<
      typeof reopenFinding
    >[0];
    return reviewLines(reopenFinding(record, []), [name], people)[0];
  };
  return {
    name,
    fields,
    asked: () => questionOf(name),
    said: (body, people) => {
      const found = line(body, people);
      return found?.answered ? found.said : '';
    },
    ...(joins && { joins }),
  };
}

function words(field: string, asked: () => string): Part {
  return {
    name: field,
    fields: [field],
    asked,
    said: (body) => wordsIn(body, field).trim(),
    joins: 'words',
  };
}

/** What somebody wrote in a field. */
export function wordsIn(body: Fields, field: string): string {
  const value = body[field];
  return typeof value === 'string' ? value : '';
}

const moment = (value: unknown): string =>
  typeof value === 'string' ? `${formatDate(value)}, ${formatTime(value)}` : '';

const FINDING: readonly Part[] = [
  {
    name: 'kind',
    fields: ['kind'],
    asked: () => m['versions.kind'](),
    said: (body) => kindName((body as unknown as Finding).kind),
  },
  {
    ...step('subcategory', ['question', 'subcategory']),
    asked: () => m['walk.which_question'](),
    said: (body, people) => {
      const both = ['question', 'subcategory'] as const;
      return [...new Set(both.map((one) => step(one, []).said(body, people)))]
        .filter(Boolean)
        .join(': ');
    },
  },
  step('who', ['author_participant_id', 'who_spoke']),
  step('effect', ['felt_effect']),
  step('groups', ['groups'], 'list'),
  step('place', ['location', 'location_source', 'accuracy_m']),
  step('note', ['note'], 'words'),
  {
    name: 'seen_at',
    fields: ['seen_at'],
    asked: () => m['versions.seen'](),
    said: (body) => moment(body['seen_at']),
  },
];

const SECTORS = Object.values(vocabulary.sectorSets).flat();

function standing(body: Fields): string {
  const { circle, sector } = body as unknown as Contact;
  const ring = vocabulary.circles.find(({ code }) => code === circle);
  const where = ring ? ring.importance[language.locale] : m['network.not_placed']();
  return `${where}, ${sector ? labelOfCode(SECTORS, sector) : m['network.no_area']()}`;
}

function helping(body: Fields): string {
  return SUPPORTS.flatMap(([code, field]) => {
    const way = vocabulary.supportDirections.find((one) => one.code === body[field]);
    if (!way) return [];
    const kind = labelOfCode(vocabulary.supportTypes, code);
    return [`${kind}: ${way.label[language.locale]}`];
  }).join(', ');
}

const CONTACT: readonly Part[] = [
  {
    name: 'name',
    fields: ['name', 'symbol', 'role_words'],
    asked: () => m['versions.name'](),
    said: (body) => nameOf(body as unknown as Contact),
  },
  {
    name: 'place',
    fields: ['circle', 'sector', 'angle', 'distance'],
    asked: () => m['versions.standing'](),
    said: standing,
  },
  {
    name: 'help',
    fields: SUPPORTS.map(([, field]) => field),
    asked: () => m['versions.help'](),
    said: helping,
  },
  words('note', () => m['walk.note']()),
];

const NETWORK_MAP: readonly Part[] = [
  words('title', () => m['versions.name']()),
  words('words', () => m['walk.note']()),
  {
    name: 'date',
    fields: ['date'],
    asked: () => m['exploration.date'](),
    said: (body) => formatDate((body as unknown as NetworkMap).date),
  },
];

const EXPLORATION: readonly Part[] = [
  words('title', () => m['exploration.title']()),
  {
    name: 'date',
    fields: ['date'],
    asked: () => m['exploration.date'](),
    said: (body) => formatDate((body as unknown as Exploration).date),
  },
  {
    name: 'participant_ids',
    fields: ['participant_ids'],
    asked: () => m['versions.people'](),
    said: (body, people) =>
      people
        .filter(({ id }) => (body as unknown as Exploration).participant_ids.includes(id))
        .map(({ pseudonym }) => pseudonym)
        .join(', '),
    joins: 'list',
  },
];

const PHOTOGRAPH: readonly Part[] = [
  {
    ...words('description', () => m['photo.what']()),
    said: (body) => (body as unknown as Photograph).description,
  },
];

const WALK: readonly Part[] = [
  {
    name: 'time',
    fields: ['started_at', 'ended_at'],
    asked: () => m['versions.time'](),
    said: (body) =>
      ['started_at', 'ended_at']
        .map((one) => moment(body[one]))
        .filter(Boolean)
        .join(' – '),
  },
];

const PARTS: Readonly<Record<RecordKind, readonly Part[]>> = {
  finding: FINDING,
  contact: CONTACT,
  network_map: NETWORK_MAP,
  exploration: EXPLORATION,
  photograph: PHOTOGRAPH,
  walk: WALK,
  consent: [],
  tie: [],
};

/** What a record points to never is anybody's version of it. */
const POINTERS: readonly string[] = [
  'walk_id',
  'map_id',
  'finding_id',
  'exploration_id',
  'contact_id',
];

function rest(fields: readonly string[]): Part {
  return {
    name: 'rest',
    fields,
    asked: () => m['versions.rest'](),
    said: (body) =>
      fields
        .map((one) => plain(body[one]))
        .filter(Boolean)
        .join(', '),
  };
}

/** A value nobody has words for: numbers and codes as they are, nothing of what is nested. */
function plain(value: unknown): string {
  if (typeof value === 'boolean') return value ? m['action.yes']() : m['action.no']();
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The parts of a record that these fields touch, in the order in which they are asked. */
export function partsOf(kind: RecordKind, fields: readonly string[]): Part[] {
  const known = PARTS[kind].filter((part) => part.fields.some((one) => fields.includes(one)));
  const named = new Set([...known.flatMap((part) => part.fields), ...POINTERS]);
  const left = fields.filter((one) => !named.has(one));
  return left.length > 0 ? [...known, rest(left)] : known;
}

/** The fields in which two bodies differ; what only one of them has counts too. */
export function differing(one: Fields, other: Fields): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name], other[name]));
}

/** Servers and devices write the same moment differently. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string' && /^\d{4}-\d\d-\d\dT/.test(one))
    return one === other || Date.parse(one) === Date.parse(other);
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** A body of a kind, field by field. */
export function fieldsOf(body: Bodies[RecordKind]): Fields {
  return body;
}
