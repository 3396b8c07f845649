// Reports a story as read, once, after it was visible for ten seconds in all. Sends nothing but the address.
const SECONDS = 10;
const address = document.querySelector("[data-read]")?.dataset.read;
let seen = 0;

const clock = setInterval(() => {
  if (document.visibilityState !== "visible" || document.prerendering) return;
  seen += 1;
  if (seen >= SECONDS) {
    clearInterval(clock);
    if (address) fetch(address, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
  }
}, 1000);
