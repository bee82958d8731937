// What this device keeps of the site: one cache for the pages seen, one for each department, one for the worker itself.

/** The caches of the site below `base` ("" or "/annuaire"): `seen`, `departments`, and how to fill and empty them. */
export function store(base) {
  const prefix = `maillage:${base}/:`;
  const seen = `${prefix}seen`;
  const department = (code) => `${prefix}department:${code}`;
  const note = `${base}/.kept`; // where a department's cache says what is in it
  return {
    names: async () => (await caches.keys()).filter((name) => name.startsWith(prefix)),
    register: () => navigator.serviceWorker.register(`${base}/sw.js`, { scope: `${base}/` }),
    keepsSeen: () => caches.has(seen),
    keepSeen: () => caches.open(seen),
    forgetSeen: () => caches.delete(seen),
    forget: (code) => caches.delete(department(code)),
    /** Departments that are kept whole: {code, name, pages, bytes, version, on}. */
    async departments() {
      const found = [];
      for (const name of await this.names()) {
        if (!name.startsWith(department(""))) continue;
        const said = await (await caches.open(name)).match(note);
        if (said) found.push(await said.json());
        else await caches.delete(name); // was broken off
      }
      return found;
    },
    /** Bring every page of a department; `tell(done, all)` as it goes. Throws, and keeps nothing, where one fails. */
    async keep(bundle, tell) {
      const name = department(bundle.code);
      const fresh = [];
      let bytes = 0;
      const waiting = [...bundle.paths];
      const broken = new AbortController(); // one failure ends all
      const work = async () => {
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
          const response = await fetch(`${base}/${path}`, { cache: "no-cache", signal: broken.signal });
          if (!response.ok) throw new Error(`${path}: ${response.status}`);
          const { size } = await response.clone().blob();
          bytes += size;
          fresh.push([`${base}/${path}`, response]);
          broken.signal.throwIfAborted();
          tell(fresh.length, bundle.paths.length);
        }
      };
      await Promise.all([work(), work(), work(), work()]).catch((error) => {
        broken.abort();
        throw error;
      });
      await caches.delete(name);
      const cache = await caches.open(name);
      for (const [path, response] of fresh) await cache.put(path, response);
      const kept = { code: bundle.code, name: bundle.name, version: bundle.version, pages: fresh.length, bytes, on: new Date().toISOString() };
      await cache.put(note, new Response(JSON.stringify(kept), { headers: { "Content-Type": "application/json" } }));
      return kept;
    },
    /** Addresses and titles of all pages that can be read now. */
    async pages() {
      const found = new Map();
      for (const name of await this.names()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const { pathname } = new URL(request.url);
          if (found.has(pathname) || !pathname.endsWith("/")) continue;
          const text = await (await cache.match(request)).text();
          found.set(pathname, new DOMParser().parseFromString(text, "text/html").title);
        }
      }
      return [...found].sort((one, other) => one[1].localeCompare(other[1], document.documentElement.lang));
    },
    /** Forget everything, and the worker with it. */
    async forgetAll() {
      const registration = await navigator.serviceWorker.getRegistration(`${base}/`);
      await registration?.unregister();
      await Promise.all((await this.names()).map((name) => caches.delete(name)));
    },
  };
}
