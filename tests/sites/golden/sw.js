const SITE = {"base": "", "version": "60cc76b3f6373c35f76160623849efbf", "core": ["/hors-ligne/", "/theme/css/figures.css", "/theme/css/form.css", "/theme/css/gallery.css", "/theme/css/governance.css", "/theme/css/map.css", "/theme/css/network.css", "/theme/css/practices.css", "/theme/css/search.css", "/theme/css/site.css", "/theme/css/tokens.css", "/theme/img/maille.svg", "/theme/js/offline/main.js", "/theme/js/offline/page.js", "/theme/js/offline/store.js", "/theme/js/search/dom.js", "/theme/js/search/text.js"], "offline": "/hors-ligne/"};
// Keeps pages for when there is no network, once somebody asked for it. The site makes it into sw.js, with a line before it that
// says SITE = {base, version, core, offline}. What is on the network is always asked for first; what is kept answers when that fails,
// or takes too long.
const PREFIX = `maillage:${SITE.base}/:`;
const BASE = `${PREFIX}base:${SITE.version}`;
const SEEN = `${PREFIX}seen`;
const MOST_SEEN = 200;
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(BASE).then((cache) => cache.addAll(SITE.core)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "renew") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(`${SITE.base}/`)) return;
  event.respondWith(answer(event, url));
});

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function forgetOld() {
  const old = (await ours()).filter((name) => name.startsWith(`${PREFIX}base:`) && name !== BASE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(event, url) {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const fresh = fetch(request).then((response) => seen(request, url, response, isPage));
  event.waitUntil(fresh.catch(() => null));
  const kept = await known(request, isPage);
  if (kept) return Promise.race([fresh, later(PATIENCE, kept)]).catch(() => kept.clone());
  return fresh.catch(async (error) => {
    const page = isPage && (await known(new Request(SITE.offline), true));
    if (page) return page;
    throw error;
  });
}

async function known(request, isPage) {
  for (const name of await ours()) {
    const found = await (await caches.open(name)).match(request, { ignoreSearch: isPage });
    if (found) return found;
  }
  return null;
}

function later(wait, kept) {
  return new Promise((resolve) => setTimeout(() => resolve(kept.clone()), wait));
}

/** Keep what was seen, where that was asked for: pages, and what they are shown with. */
async function seen(request, url, response, isPage) {
  const isShownWith = url.pathname.startsWith(`${SITE.base}/theme/`);
  if (response.ok && response.type === "basic" && (isPage || isShownWith) && (await caches.has(SEEN))) {
    const cache = await caches.open(SEEN);
    await cache.put(url.pathname, response.clone()).catch(() => null); // a full disk keeps nothing more
    const names = await cache.keys();
    await Promise.all(names.slice(0, Math.max(0, names.length - MOST_SEEN)).map((name) => cache.delete(name)));
  }
  return response;
}
