// On a story: says how long ago a young one came, remembers it among those read last, and reports it as read, once,
// after it was visible for ten seconds in all. The report holds nothing but the address.
import { checkHeld, hold } from "./offline.js";
import { isKept, noteRead, remembers } from "./shelf.js";

const SECONDS = 10;
const UNITS = [["month", 30 * 86400], ["week", 7 * 86400], ["day", 86400], ["hour", 3600], ["minute", 60]];
const { story, read: address } = document.querySelector("[data-read]")?.dataset ?? {};
const reading = document.querySelector("[data-age]");
let seen = 0;

if (reading) {
  const exact = reading.dataset.age.length > 10;
  const now = new Date();
  const then = new Date(exact ? reading.dataset.age : `${reading.dataset.age.padEnd(10, "-01")}T00:00`);
  // A day without an hour is told by days of the calendar.
  const passed = ((exact ? now : new Date(now.getFullYear(), now.getMonth(), now.getDate())) - then) / 1000;
  const [unit, length] = UNITS.find(([, seconds]) => passed >= seconds) ?? (exact ? UNITS.at(-1) : ["day", 86400]);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  if (passed >= 0 && reading.dataset.age.length >= 10) {
    reading.textContent = words.format(-Math.floor(passed / length), unit);
    reading.hidden = false;
  }
}

const clock = setInterval(() => {
  if (document.visibilityState !== "visible" || document.prerendering) return;
  seen += 1;
  if (seen === 1 && story) noteRead(story);
  if (seen < SECONDS) return;
  clearInterval(clock);
  if (address) fetch(address, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
  if (story && (remembers() || isKept(story))) {
    hold(story, location.pathname).then(() => checkHeld(document.getElementById("site").dataset.list));
  }
}, 1000);
