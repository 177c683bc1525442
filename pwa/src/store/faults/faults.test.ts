import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anAction } from './actions';
import { BUGS } from './bugs';
import { Broken, PROMISES } from './model';
import { Run, type Figures } from './run';

/** Short within the tests; `./gegenstrom faults` runs it long. */
const RUNS = Number(process.env['FAULTS_RUNS'] ?? 12);
const ACTIONS = Number(process.env['FAULTS_ACTIONS'] ?? 40);
const SEED = Number(process.env['FAULTS_SEED'] ?? Date.now() % 2 ** 31);
const LONG_MS = 4 * 3600_000;

const total: Figures = { actions: 0, kept: 0, acknowledged: 0 };
let runs = 0;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());
afterAll(() => {
  const file = process.env['FAULTS_FIGURES'];
  if (file !== undefined)
    writeFileSync(file, JSON.stringify({ seed: SEED, runs, ...total, ...broken }));
});

/** Of the run that broke a promise, if one did. */
const broken = { lost: 0, duplicated: 0, differing: 0 };

function countBroken(error: unknown): void {
  if (!(error instanceof Broken)) return;
  const { promise } = error;
  if (promise === 'once') broken.duplicated = 1;
  else if (promise === 'same' || promise === 'order' || promise === 'gone') broken.differing = 1;
  else broken.lost = 1;
}

test(
  `whatever happens to three phones, every promise holds (seed ${SEED})`,
  async () => {
    const some = fc.array(anAction, { minLength: 1, maxLength: ACTIONS, size: 'max' });
    await fc.assert(
      fc.asyncProperty(some, async (actions) => {
        const figures = await new Run().play(actions).catch((error: unknown) => {
          countBroken(error);
          throw error;
        });
        runs += 1;
        for (const name of ['actions', 'kept', 'acknowledged'] as const)
          total[name] += figures[name];
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: process.env['FAULTS_SHRINK'] === 'no' },
    );
  },
  LONG_MS,
);

async function promiseBrokenBy(name: string): Promise<string | null> {
  const { bug = null, when = [], alone = false } = BUGS[name] ?? {};
  const fitting = anAction
    .filter((action) => when.includes(action.do))
    .map((action) => (alone ? { ...action, on: 0, pick: 0 } : action));
  const some = fc.array(fitting, { minLength: 15, maxLength: 30 });
  for (const actions of fc.sample(some, { numRuns: 60, seed: 1 })) {
    try {
      await new Run(bug).play(actions);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      return error.promise;
    }
  }
  return null;
}

test.each(Object.entries(BUGS))(
  'the run catches the bug "%s"',
  async (name, { breaks }) => {
    expect(breaks).toContain(await promiseBrokenBy(name));
  },
  120_000,
);

test('every promise has a bug that breaks it', () => {
  const broken = new Set(Object.values(BUGS).flatMap(({ breaks }) => breaks));
  expect([...broken].toSorted()).toEqual(Object.keys(PROMISES).toSorted());
});
