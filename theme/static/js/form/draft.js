// What one has begun to write, kept in this browser alone and forgotten on demand. Without storage there is simply no draft.

/** The draft of one form: `keep(form)`, `restore(form, lists)`, `forget()`. */
export function draft(name) {
  const key = `maillage:brouillon:${name}`;
  const store = (action) => {
    try {
      return action(localStorage);
    } catch {
      return null;
    }
  };
  return {
    keep(form) {
      const values = [...form.querySelectorAll("[data-at]")]
        .filter((one) => (one.type === "checkbox" ? one.checked : one.type !== "hidden" && one.value))
        .map((one) => [one.dataset.at, one.dataset.part ?? "", one.value, one.dataset.id ?? ""]);
      if (!values.length) return false;
      return store((storage) => storage.setItem(key, JSON.stringify({ on: Date.now(), values }))) !== null;
    },
    /** Put the draft back; the day it is of, or null. */
    restore(form, lists) {
      const kept = store((storage) => JSON.parse(storage.getItem(key)));
      if (!kept || !Array.isArray(kept.values)) return null;
      for (const [at, part, value, id] of kept.values) put(form, lists, String(at), part, String(value), id);
      return new Date(kept.on);
    },
    forget() {
      store((storage) => storage.removeItem(key));
    },
  };
}

function put(form, lists, at, part, value, id) {
  let found = controls(form, at, part);
  if (!found.length) {
    grow(form, lists, at);
    found = controls(form, at, part);
  }
  for (const one of found) {
    if (one.type === "checkbox") one.checked ||= one.value === value;
    else {
      one.value = value;
      if (id) one.dataset.id = id;
    }
  }
}

function controls(form, at, part) {
  return [...form.querySelectorAll("[data-at]")].filter((one) => one.dataset.at === at && (one.dataset.part ?? "") === part);
}

/** Rows for a value of a list that had grown; no more than a list can hold. */
function grow(form, lists, at) {
  for (const list of form.querySelectorAll("[data-list]")) {
    const road = list.dataset.list;
    const number = at.startsWith(`${road}.`) ? Number(at.slice(road.length + 1).split(".")[0]) : 0;
    for (let made = 0; number > 0 && number < 100 && made < number && !form.querySelector(`[data-at^="${CSS.escape(`${road}.${number}`)}"]`); made += 1) lists.grow(list);
  }
}
