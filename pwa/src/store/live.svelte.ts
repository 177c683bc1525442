import type { Store } from './store';

/** A reading of the store that stays up to date while a component shows it. */
export function live<T>(store: Store, read: () => Promise<T>, first: T): { readonly value: T } {
  let value = $state.raw(first);
  $effect(() => store.watch(read, (next) => (value = next)));
  return {
    get value() {
      return value;
    },
  };
}
