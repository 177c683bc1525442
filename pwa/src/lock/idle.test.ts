import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Tabs } from '../people/tabs';
import { watchIdle } from './idle';

const MINUTE_MS = 60_000;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
let awake: () => void;
const tabs = {
  tellAwake: vi.fn(),
  onAwake: (react: () => void) => (awake = react),
} as unknown as Tabs;
let onIdle: ReturnType<typeof vi.fn<() => void>>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  onIdle = vi.fn<() => void>();
  stop = watchIdle(5, tabs, onIdle);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const touch = () => page.dispatchEvent(new Event('pointerdown'));

test('nobody there for five minutes: it locks, and not before', () => {
  vi.advanceTimersByTime(4 * MINUTE_MS);
  touch();
  vi.advanceTimersByTime(4.9 * MINUTE_MS);
  expect(onIdle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(0.2 * MINUTE_MS);
  expect(onIdle).toHaveBeenCalledOnce();
});

test('somebody in another tab keeps this one open', () => {
  vi.advanceTimersByTime(4 * MINUTE_MS);
  awake();
  vi.advanceTimersByTime(4 * MINUTE_MS);
  expect(onIdle).not.toHaveBeenCalled();
});

test('a phone that slept locks when it wakes, whatever its timers did', () => {
  vi.setSystemTime(Date.now() + 60 * MINUTE_MS);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(onIdle).toHaveBeenCalledOnce();
});

test('the touch that wakes a phone too late does not keep it open', () => {
  vi.setSystemTime(Date.now() + 60 * MINUTE_MS);
  touch();
  expect(onIdle).toHaveBeenCalledOnce();
});

test('after it stopped watching it locks nothing', () => {
  stop();
  vi.advanceTimersByTime(60 * MINUTE_MS);
  expect(onIdle).not.toHaveBeenCalled();
});
