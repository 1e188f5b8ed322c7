import { verifyPaths } from './paths.ts';

/**
 * The service worker of the scanning page: the network first, so that roots, lists and the page itself are the newest; what was last fetched where
 * there is no network. It sees only the page, and only what the page itself asks for; answers to checks are never kept.
 */
export const scannerWorker = `
const store = 'birtereze-verify-1';
const kept = (url) => url.origin === location.origin
  && (url.pathname.startsWith('/assets/') || ${JSON.stringify([verifyPaths.page, verifyPaths.trust, verifyPaths.reader])}.includes(url.pathname));
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !kept(url)) return;
  event.respondWith((async () => {
    const cache = await caches.open(store);
    try {
      const fresh = await fetch(request);
      if (fresh.ok) await cache.put(url.pathname, fresh.clone());
      return fresh;
    } catch (error) {
      const before = await cache.match(url.pathname);
      if (before) return before;
      throw error;
    }
  })());
});
`;
