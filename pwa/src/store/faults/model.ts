import type { Phone } from './phone';
import type { ModelServer } from './server';

/** A promise that was broken, in its own name. */
export class Broken extends Error {
  constructor(
    readonly promise: PromiseName,
    detail: string,
  ) {
    super(`${promise}: ${detail}`);
  }
}

/** What the device promises; each has a deliberate bug in `bugs.ts` that the run catches. */
export const PROMISES = {
  kept: 'what was kept reaches the server',
  acknowledged: 'what the device calls arrived is at the server',
  once: 'nothing is counted twice',
  whole: 'a record, its bytes and its operation are kept together or not at all',
  order: 'of one record the last words win',
  photograph: 'every announced photograph arrives whole',
  draft: 'a half-filled screen survives a killed tab',
  gone: 'what was withdrawn leaves every device',
  same: 'after quiet all devices show the same',
} as const;
export type PromiseName = keyof typeof PROMISES;

export type Field = 'note' | 'subcategory';

interface Words {
  record: string;
  field: Field;
  text: string;
  phone: Phone;
}

/** What people said, as they would remember it. */
export class Model {
  /** By record, field and phone: the last words that were promised to be kept. */
  readonly last = new Map<string, Words>();
  readonly authors = new Map<string, Set<Phone>>();
  /** How many operations were made for a record, on purpose. */
  readonly made = new Map<string, number>();
  readonly photographs = new Map<string, { sha256: string; finding: string; phone: Phone }>();
  readonly drafts = new Map<string, { phone: Phone; text: string }>();
  readonly deleted = new Set<string>();
  readonly withdrawn = new Set<string>();
  kept = 0;

  meant(record: string): void {
    this.made.set(record, (this.made.get(record) ?? 0) + 1);
  }

  said(words: Words): void {
    this.kept += 1;
    this.last.set(`${words.record}/${words.field}/${words.phone.id}`, words);
    const authors = this.authors.get(words.record) ?? new Set();
    this.authors.set(words.record, authors.add(words.phone));
  }

  tookBack(record: string, phone: Phone): void {
    this.kept += 1;
    this.deleted.add(record);
    for (const field of ['note', 'subcategory']) this.last.delete(`${record}/${field}/${phone.id}`);
  }
}

/** Bodies as they compare: in one order of fields. */
function lined(body: object): string {
  return JSON.stringify(Object.entries(body).toSorted(([a], [b]) => a.localeCompare(b)));
}

/** Nothing half kept, at any moment. */
export async function checkWhole(phone: Phone): Promise<void> {
  if (phone.wiped) return;
  const { records, outbox, media } = phone.store.database;
  const rows = await records.toArray();
  const waiting = new Set((await outbox.toArray()).map(({ record_id }) => record_id));
  const unsent = rows.filter(({ revision, removed }) => revision === null && !removed);
  for (const { id, kind, sha256 } of unsent) {
    if (!waiting.has(id)) throw new Broken('whole', `${kind} without operation`);
    if (sha256 && !(await media.get(sha256))) throw new Broken('whole', 'photograph without bytes');
  }
  const here = new Set(rows.map(({ id }) => id));
  for (const id of waiting)
    if (!here.has(id)) throw new Broken('whole', 'operation without record');
}

export async function checkDrafts(model: Model, phone: Phone): Promise<void> {
  for (const [id, draft] of model.drafts) {
    if (draft.phone !== phone || phone.wiped) continue;
    const row = await phone.store.draft(id);
    if (row?.input !== draft.text) throw new Broken('draft', draft.text);
  }
}

function checkArrival({ record, field, text }: Words, model: Model, server: ModelServer): void {
  const revisions = [...server.revisions.values()];
  if (!revisions.some((one) => one.record === record && one.body?.[field] === text))
    throw new Broken('kept', `${text} never arrived`);
  const alone = model.authors.get(record)?.size === 1 && !model.deleted.has(record);
  if (alone && server.rows.get(record)?.body[field] !== text)
    throw new Broken('order', `${text} was said last`);
}

function checkWords(model: Model, server: ModelServer): void {
  for (const words of model.last.values()) {
    const away = server.revoked.has(words.phone.id) || model.withdrawn.has(words.record);
    if (!away) checkArrival(words, model, server);
  }
}

function checkOnce(model: Model, server: ModelServer): void {
  const counts = new Map<string, number>();
  for (const { record } of server.revisions.values())
    counts.set(record, (counts.get(record) ?? 0) + 1);
  for (const [record, count] of counts) {
    if (count > (model.made.get(record) ?? 0)) throw new Broken('once', `${count} operations`);
  }
  for (const times of server.applied.values())
    if (times > 1) throw new Broken('once', 'applied again');
}

function checkPhotographs(model: Model, server: ModelServer): void {
  for (const [id, { sha256, finding, phone }] of model.photographs) {
    const away = model.deleted.has(id) || model.withdrawn.has(finding) || model.withdrawn.has(id);
    if (away || server.revoked.has(phone.id)) continue;
    if (!server.media.get(sha256)?.whole) throw new Broken('photograph', sha256.slice(0, 8));
  }
}

async function shownOn(
  phone: Phone,
  model: Model,
  server: ModelServer,
): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  const records = [
    ...(await phone.store.list('finding')),
    ...(await phone.store.list('photograph')),
  ];
  for (const { id, body, revision } of records) {
    if (model.withdrawn.has(id)) throw new Broken('gone', 'a record is still here');
    if (revision === null || !server.revisions.has(revision))
      throw new Broken('acknowledged', 'the server never had it');
    shown.set(id, lined(body));
  }
  return shown;
}

async function checkPhone(model: Model, server: ModelServer, phone: Phone): Promise<void> {
  const shown = await shownOn(phone, model, server);
  const there = [...server.rows].filter(([, { state }]) => state === 'there');
  for (const [id, { body }] of there)
    if (shown.get(id) !== lined(body)) throw new Broken('same', `a record differs: ${id}`);
  if (shown.size !== there.length) throw new Broken('same', 'the device shows more than there is');
}

/** Everything that must hold once all is sent and fetched. */
export async function checkQuiet(
  model: Model,
  server: ModelServer,
  phones: readonly Phone[],
): Promise<void> {
  checkWords(model, server);
  checkOnce(model, server);
  checkPhotographs(model, server);
  for (const phone of phones.filter(({ id }) => !server.revoked.has(id)))
    await checkPhone(model, server, phone);
}
