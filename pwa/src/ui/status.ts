import { createContext, type Component } from 'svelte';

/** What every phone screen shows above its title without knowing what it is: what is unsent. */
export const [useStatus, provideStatus] = createContext<Component<{ quiet?: boolean }>>();
