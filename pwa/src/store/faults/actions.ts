import fc from 'fast-check';
import { FATES, type Fate } from './wire';

/** Something that happens to one of the devices; numbers choose among what is there. */
export type Action =
  | { do: 'record' | 'photograph' | 'delete' | 'draft'; on: number; pick: number }
  | { do: 'withdraw'; on: number; pick: number }
  | { do: 'edit'; on: number; pick: number; field: 'note' | 'groups' }
  | { do: 'sync'; on: number; fates: Fate[] }
  | { do: 'write_while_syncing'; on: number; pick: number; fates: Fate[] }
  | { do: 'kill'; on: number; after: number; during: 'nothing' | 'record' | 'photograph' | 'sync' }
  | { do: 'offline' | 'online' | 'revoke' | 'late'; on: number }
  | { do: 'fill'; on: number; room: number; what: 'record' | 'photograph' }
  | { do: 'clock'; days: number }
  | { do: 'carry'; on: number; to: number };

export const PHONES = 3;
const on = fc.nat(PHONES - 1);
const pick = fc.nat(40);
const fates = fc.array(fc.constantFrom(...FATES, 'well' as const, 'well' as const), {
  maxLength: 9,
});

/** One action; recording and sending most often, the rare ones rarely. */
export const anAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant('record' as const), on, pick }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      on,
      pick,
      field: fc.constantFrom('note' as const, 'groups' as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('photograph' as const), on, pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), on, pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('draft' as const), on, pick }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constant('sync' as const), on, fates }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write_while_syncing' as const), on, pick, fates }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      on,
      after: fc.nat(40),
      during: fc.constantFrom('nothing', 'record', 'photograph', 'sync'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('offline' as const, 'online', 'late'), on }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fill' as const),
      on,
      room: fc.nat(2),
      what: fc.constantFrom('record', 'photograph'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      days: fc.integer({ min: -9, max: 9 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('carry' as const), on, to: on }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), on, pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke' as const), on }) },
);
