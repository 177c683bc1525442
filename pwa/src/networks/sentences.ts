import type { Contact } from '../store/records';
import { m } from '../words';
import { labelOfCode, vocabulary } from '../words/vocabulary';
import type { Content } from './commands';
import { nameOf, SUPPORTS } from './maps';

const PAID: readonly (string | null)[] = ['professionals', 'formal_services'];
const RINGS: readonly string[] = ['inner', 'middle', 'outer'];

/** Whether help goes both ways: one kind of it, or one kind here and another there. */
export function isMutual(contact: Contact): boolean {
  const said = SUPPORTS.map(([, field]) => contact[field]);
  const gives = said.some((one) => one === 'i_give' || one === 'both');
  return gives && said.some((one) => one === 'i_get' || one === 'both');
}

/** How many others each knows; a pair that two devices connected counts once. */
export function degrees({ contacts, ties }: Content): Map<string, number> {
  const known = new Map([...contacts.keys()].map((id) => [id, new Set<string>()]));
  for (const { one_id, other_id, kind } of ties.values()) {
    if (kind === 'ended') continue;
    known.get(one_id)?.add(other_id);
    known.get(other_id)?.add(one_id);
  }
  return new Map([...known].map(([id, others]) => [id, others.size]));
}

/** What a map shows, in sentences; never a score. */
export function sentences(content: Content): string[] {
  const all = [...content.contacts.values()];
  if (all.length === 0) return [];
  const paid = all.filter(({ sector }) => PAID.includes(sector)).length;
  const mutual = all.filter(isMutual).length;
  const known = degrees(content);
  const most = Math.max(...known.values());
  const stars = [...content.contacts].filter(([id]) => most > 0 && known.get(id) === most);
  const isAsked = all.some((one) => SUPPORTS.some(([, field]) => one[field] !== null));
  const missing = SUPPORTS.filter(
    ([, field]) => !all.some((one) => one[field] === 'i_get' || one[field] === 'both'),
  );
  return [
    ...(paid ? [m['network.paid']({ n: paid, all: all.length })] : []),
    ...(mutual ? [m['network.mutual']({ n: mutual })] : []),
    ...stars.slice(0, 3).map(([, one]) => m['network.star']({ name: nameOf(one) })),
    ...(isAsked ? missing : []).map(([code]) =>
      m['network.missing']({ type: labelOfCode(vocabulary.supportTypes, code) }),
    ),
  ];
}

function names(contacts: readonly Contact[]): string {
  return contacts.map(nameOf).join(', ');
}

/** What is different since an earlier map, in sentences. */
export function differences(before: Content, after: Content): string[] {
  const byPerson = (content: Content) =>
    new Map([...content.contacts.values()].map((one) => [one.contact_id, one]));
  const [old, now] = [byPerson(before), byPerson(after)];
  const both = [...now].flatMap(([id, one]) => {
    const was = old.get(id);
    return was ? [{ was, one }] : [];
  });
  const moved = (direction: number) =>
    both
      .filter(({ was, one }) => {
        const [from, to] = [RINGS.indexOf(was.circle), RINGS.indexOf(one.circle)];
        return from >= 0 && to >= 0 && Math.sign(to - from) === direction;
      })
      .map(({ one }) => one);
  const found = [
    [m['network.change_new'], [...now].filter(([id]) => !old.has(id)).map(([, one]) => one)],
    [m['network.change_gone'], [...old].filter(([id]) => !now.has(id)).map(([, one]) => one)],
    [m['network.change_closer'], moved(-1)],
    [m['network.change_further'], moved(1)],
    [
      m['network.change_mutual'],
      both.filter(({ was, one }) => !isMutual(was) && isMutual(one)).map(({ one }) => one),
    ],
  ] as const;
  const told = found
    .filter(([, who]) => who.length > 0)
    .map(([say, who]) => say({ names: names(who) }));
  return told.length > 0 ? told : [m['network.change_none']()];
}
