import type { Contact } from '../store/records';
import type { Content } from './commands';
import { SUPPORTS } from './maps';

export type SupportField = (typeof SUPPORTS)[number][1];
/** What the disc can show besides where people stand. */
export type Layer = 'ties' | 'burden' | 'paid' | SupportField;

const PAID: readonly (string | null)[] = ['professionals', 'formal_services'];
const BURDENS: readonly (string | null)[] = ['sometimes_hard', 'conflict', 'harmful'];

export type Direction = 'get' | 'give' | 'both';

export function isPaid({ sector }: Contact): boolean {
  return PAID.includes(sector);
}

export function isBurden({ burden }: Contact): boolean {
  return BURDENS.includes(burden);
}

/** In which directions there is help of these kinds; nothing where there is none. */
export function helpOf(contact: Contact, layers: ReadonlySet<Layer>): Direction | null {
  const said = SUPPORTS.filter(([, field]) => layers.has(field)).map(([, field]) => contact[field]);
  const gets = said.some((one) => one === 'i_get' || one === 'both');
  const gives = said.some((one) => one === 'i_give' || one === 'both');
  if (gets && gives) return 'both';
  return gets ? 'get' : gives ? 'give' : null;
}

/** Whether somebody is meant by what is shown; everybody where nothing asks for some. */
export function isMeant(contact: Contact, layers: ReadonlySet<Layer>): boolean {
  return (
    helpOf(contact, layers) !== null ||
    (layers.has('burden') && isBurden(contact)) ||
    (layers.has('paid') && isPaid(contact))
  );
}

/** How many give a kind of help, and to how many it is given. */
export function counts({ contacts }: Content, field: SupportField): { get: number; give: number } {
  const said = [...contacts.values()].map((one) => one[field]);
  return {
    get: said.filter((one) => one === 'i_get' || one === 'both').length,
    give: said.filter((one) => one === 'i_give' || one === 'both').length,
  };
}
