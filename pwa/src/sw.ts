/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
};

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL('/'), { allowlist: [/^\/$/] }));

// The page of the first visit, too, finds its further screens when the server is gone.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version waits until the person asks for it: a page with unsaved words is never reloaded.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

/** Photographs handed over by another app. In memory only: what lies on the disk has to be sealed first. */
let handedOver: File[] = [];

async function takeOver(request: Request): Promise<Response> {
  const form = await request.formData();
  handedOver = form.getAll('photographs').filter((part) => part instanceof File);
  return Response.redirect('/#/incoming', 303);
}

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'POST' && new URL(url).pathname === '/incoming')
    event.respondWith(takeOver(event.request));
});

self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type !== 'TAKE_INCOMING') return;
  event.ports[0]?.postMessage(handedOver);
  handedOver = [];
});
