import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import type { Wire } from './api/client';
import { Incoming } from './incoming.svelte';
import { Install } from './install.svelte';
import { Look } from './look.svelte';
import { Session } from './people/session.svelte';
import { Router } from './router.svelte';
import { ROUTES } from './routes';
import { Device } from './store/device';
import { Maps } from './store/maps';
import type { Store } from './store/store';
import type { Sync } from './store/sync.svelte';
import { Update } from './update.svelte';

/** What a notice at the lower edge offers to take back. */
export interface Undo {
  words: string;
  undo: () => void;
}

/** Everything a screen may need, handed down by context. */
export class App {
  readonly device = new Device();
  readonly look = new Look();
  readonly router = new Router(ROUTES);
  readonly session = new Session(this.device);
  readonly update = new Update();
  readonly install = new Install();
  readonly incoming = new Incoming();
  readonly maps = new Maps(this.device.database);
  /** Whether the system is dark now; maps are drawn anew when that changes. */
  readonly darkness = new MediaQuery('prefers-color-scheme: dark');
  undo = $state.raw<Undo | null>(null);

  /** The signed-in caller; screens are only shown when there is one. */
  get caller(): Wire['Caller'] {
    const { caller } = this.session;
    if (!caller) throw new Error('This screen needs somebody signed in.');
    return caller;
  }

  /** The store of the signed-in account, on the field side. */
  get store(): Store {
    const { store } = this.session;
    if (!store) throw new Error('This screen needs a store, so the field side.');
    return store;
  }

  get sync(): Sync {
    const { sync } = this.session;
    if (!sync) throw new Error('This screen needs a sync, so the field side.');
    return sync;
  }

  /** The basemaps the server last offered. */
  async offeredMaps(): Promise<Wire['Basemap'][]> {
    return (await this.session.store?.note<Wire['Basemap'][]>('basemaps')) ?? [];
  }

  /** A parameter of the address, `:walk` as `walk`. */
  parameter(name: string): string {
    return this.router.match?.parameters[name] ?? '';
  }
}

export const [useApp, provideApp] = createContext<App>();
