// On every page: where this site is kept for when there is no network, say that a newer version of it is ready. Else, nothing.
async function tell() {
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return;
  const notice = document.querySelector("[data-renewed]");
  const show = () => {
    if (!registration.waiting || !notice) return;
    notice.hidden = false;
    notice.querySelector("button").addEventListener("click", () => registration.waiting?.postMessage("renew"), { once: true });
  };
  show();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", show));
  let changed = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (changed || notice?.hidden !== false) return;
    changed = true;
    location.reload();
  });
}

if ("serviceWorker" in navigator && navigator.serviceWorker.controller) tell();
