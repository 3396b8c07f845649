// Copies of stories for reading without a network: those kept and those read last, each in a cache of its own with
// the sheets, scripts and pictures it needs. A worker shows them where the network does not answer.
import { kept, read, remembers } from "./shelf.js";

const MOST_HELD = 60;
const DAY = 24 * 60 * 60 * 1000;
const PART = /(?:href|src)="(\/(?:static|media)\/[^"]+)"/g;
const NAME = "story-";
const CHECKED = "newsarchive.checked";
// Only a page from a safe origin has caches and workers; elsewhere stories are read with a network.
const works = "caches" in window && "serviceWorker" in navigator;

async function held() {
  const names = works ? await caches.keys() : [];
  return names.filter((name) => name.startsWith(NAME)).map((name) => name.slice(NAME.length));
}

// Holds a copy of the story at an address, as every reader gets it. One that a cache may not keep is not held.
export async function hold(id, address) {
  if (!works) return;
  try {
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok || !/\bpublic\b/.test(answer.headers.get("cache-control"))) return;
    const parts = new Set([...(await answer.clone().text()).matchAll(PART)].map(([, part]) => part));
    const cache = await caches.open(NAME + id);
    await cache.put("/page", answer);
    await Promise.allSettled([...parts].map((part) => cache.add(part)));
    await navigator.serviceWorker.register(document.getElementById("site").dataset.worker);
    await prune();
  } catch {
    // No room, or no network: the story is read with one.
  }
}

export async function release(id) {
  if (works && !wanted().includes(id)) await caches.delete(NAME + id);
}

function wanted() {
  return [...new Set([...(remembers() ? read() : []), ...kept()])].slice(0, MOST_HELD);
}

// Lets go of what is neither kept nor among those read last, and of the worker with the last one.
export async function prune() {
  if (!works) return;
  const still = wanted();
  const ids = await held();
  await Promise.all(ids.filter((id) => !still.includes(id)).map((id) => caches.delete(NAME + id)));
  if (still.length) return;
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("shell-")) await caches.delete(name);
}

// Once a day: lets go of copies of stories that the archive has withdrawn since.
export async function checkHeld(address) {
  try {
    if (Date.now() - Number(localStorage.getItem(CHECKED)) < DAY) return;
    const ids = await held();
    if (!ids.length) return;
    const answer = await fetch(`${address}?${ids.map((id) => `id=${id}`).join("&")}`, { credentials: "omit" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const gone of page.querySelectorAll("[data-gone]")) await caches.delete(NAME + gone.dataset.gone);
    localStorage.setItem(CHECKED, Date.now());
  } catch {
    // Asked again with the next story.
  }
}

// What is held, for the page that is shown without a network: number, headline and day of the copy.
export async function list() {
  const found = [];
  for (const id of await held()) {
    const answer = await (await caches.open(NAME + id)).match("/page", { ignoreVary: true });
    if (!answer) continue;
    const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    const address = page.querySelector("link[rel=canonical]")?.getAttribute("href");
    const headline = page.querySelector("h1");
    if (address && headline) found.push({ id, address: new URL(address).pathname, headline, day: answer.headers.get("date") });
  }
  const order = wanted();
  return found.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
}
