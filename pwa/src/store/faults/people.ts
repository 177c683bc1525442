import { makeFinding } from '../testing';
import { newId } from '../uuid';
import type { Action } from './actions';
import type { Field, Model } from './model';
import type { Phone } from './phone';

const SMALL = 20;
/** More than one range. */
const LARGE = 1_000_010;

/** Whether a promise held: true, or false where it did not. */
const held = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );

type Said = Extract<Action, { do: 'record' | 'edit' | 'photograph' | 'delete' | 'draft' }>;

/** What people do on a phone; what was promised to be kept goes into the model. */
export class People {
  #texts = 0;

  constructor(readonly model: Model) {}

  async act(phone: Phone, action: Said): Promise<void> {
    switch (action.do) {
      case 'record':
        await this.record(phone);
        return;
      case 'edit':
        return this.edit(phone, action.pick, action.field === 'note' ? 'note' : 'subcategory');
      case 'photograph':
        await this.photograph(phone, action.pick);
        return;
      case 'delete':
        return this.delete(phone, action.pick);
      case 'draft':
        return this.draft(phone);
      default:
        action satisfies never;
    }
  }

  /** Words that were never said before. */
  text(): string {
    this.#texts += 1;
    return `words ${this.#texts}`;
  }

  async record(phone: Phone): Promise<boolean> {
    const [id, text] = [newId(), this.text()];
    this.model.meant(id);
    const body = makeFinding(text);
    const kept = await held(phone.store.keep([{ kind: 'finding', id, body }]));
    if (kept) this.model.said({ record: id, field: 'note', text, phone });
    return kept;
  }

  async edit(phone: Phone, pick: number, field: Field): Promise<void> {
    const findings = await phone.store.list('finding').catch(() => []);
    const finding = findings[pick % Math.max(1, findings.length)];
    if (!finding) return;
    const text = this.text();
    this.model.meant(finding.id);
    const body = { ...finding.body, [field]: text };
    if (await held(phone.store.keep([{ kind: 'finding', id: finding.id, body }])))
      this.model.said({ record: finding.id, field, text, phone });
  }

  async photograph(phone: Phone, pick: number): Promise<boolean> {
    const findings = await phone.store.list('finding').catch(() => []);
    const finding = findings[pick % Math.max(1, findings.length)];
    if (!finding) return false;
    const [id, size] = [newId(), pick % 8 === 0 ? LARGE : SMALL];
    const sha256 = newId().replaceAll('-', '').repeat(2);
    const body = {
      finding_id: finding.id,
      sha256,
      type: 'image/jpeg' as const,
      size_bytes: size,
      taken_at: null,
      description: this.text(),
    };
    this.model.meant(id);
    const picture = { sha256, bytes: new ArrayBuffer(size), type: 'image/jpeg' };
    const writing = phone.store
      .keepMedia(picture)
      .then(() => phone.store.keep([{ kind: 'photograph', id, body }]));
    const kept = await held(writing);
    if (kept) {
      this.model.kept += 1;
      this.model.photographs.set(id, { sha256, finding: finding.id, phone });
    }
    return kept;
  }

  async delete(phone: Phone, pick: number): Promise<void> {
    const findings = await phone.store.list('finding');
    const finding = findings[pick % Math.max(1, findings.length)];
    if (!finding) return;
    const children = await phone.store.childrenOf(finding.id);
    for (const one of [finding, ...children]) {
      this.model.meant(one.id);
      this.model.tookBack(one.id, phone);
    }
    await phone.store.remove(finding);
  }

  async draft(phone: Phone): Promise<void> {
    const [id, text] = [newId(), this.text()];
    await phone.store.saveDraft({ id, kind: 'finding', walk_id: null, input: text });
    this.model.drafts.set(id, { phone, text });
  }
}
