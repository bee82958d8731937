// The page where one asks this device to keep the site, sees what it keeps, and erases it.
import { element, fill } from "../search/dom.js";
import { store } from "./store.js";

const root = document.querySelector("[data-offline]");

async function start() {
  const words = JSON.parse(root.dataset.words);
  const kept = store(root.dataset.base);
  const find = (name) => root.querySelector(`[data-${name}]`);
  const language = document.documentElement.lang;
  const weigh = (bytes) => fill(words.size, { size: (bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }) });
  const say = (text) => {
    find("status").textContent = text;
  };
  const read = (address) => fetch(address, { cache: "no-cache" }).then((response) => response.json());
  const bundles = await read(root.dataset.list).catch(() => []);
  const bundle = (code) => bundles.find((one) => one.code === code);

  const describe = () => {
    const one = bundle(find("department").value);
    find("weight").textContent = one ? fill(words.weight, { pages: one.pages, size: weigh(one.bytes) }) : words.unknown;
    find("keep").disabled = !one;
  };

  const button = (label, about, action) => {
    const made = element("button", { class: "button plain small", type: "button", "aria-label": `${label} : ${about}` }, label);
    made.addEventListener("click", action);
    return made;
  };

  const bring = async (code) => {
    const list = bundle(code);
    find("keep").disabled = true;
    try {
      await kept.register();
      const whole = await read(`${root.dataset.folder}${code.toLowerCase()}.json`);
      const made = await kept.keep(whole, (done, all) => say(fill(words.coming, { done, all })));
      say(fill(words.kept, { name: made.name, pages: made.pages, size: weigh(made.bytes) }));
    } catch {
      say(fill(words.failed, { name: list?.name ?? code }));
    }
    await show();
  };

  const show = async () => {
    const departments = await kept.departments();
    const lines = departments.map((one) => {
      const newer = bundle(one.code) && bundle(one.code).version !== one.version;
      const about = fill(words.line, { name: one.name, pages: one.pages, size: weigh(one.bytes), day: new Date(one.on).toLocaleDateString(language) });
      return element("li", {}, element("span", {}, newer ? `${about} ${words.newer}` : about), " ",
        newer ? button(words.renew, one.name, () => bring(one.code)) : "", " ",
        button(words.erase, one.name, async () => { await kept.forget(one.code); say(fill(words.erased, { name: one.name })); await show(); }));
    });
    find("kept").replaceChildren(...(lines.length ? lines : [element("li", {}, words.none)]));
    find("seen").checked = await kept.keepsSeen();
    const pages = await kept.pages();
    find("pages").replaceChildren(...pages.map(([path, title]) => element("li", {}, element("a", { href: path }, title || path))));
    find("readable").hidden = !pages.length;
    describe();
  };

  find("department").addEventListener("change", describe);
  find("keep").addEventListener("click", () => bring(find("department").value));
  find("seen").addEventListener("change", async ({ target }) => {
    if (target.checked) await Promise.all([kept.register(), kept.keepSeen()]);
    else await kept.forgetSeen();
    say(target.checked ? words.seen : words.unseen);
    await show();
  });
  find("erase").addEventListener("click", async () => {
    await kept.forgetAll();
    for (const key of Object.keys(localStorage)) if (key.startsWith("maillage:")) localStorage.removeItem(key);
    say(words.nothing);
    await show();
  });
  if (location.pathname !== root.dataset.here) find("missing").hidden = false;
  await show();
  find("tools").hidden = false;
}

if (root && "serviceWorker" in navigator && "caches" in self) start();
else if (root) root.querySelector("[data-unable]").hidden = false;
