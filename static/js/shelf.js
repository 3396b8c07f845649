// What a reader keeps and has read: numbers of stories, in this browser and nowhere else, the newest first. Where a
// browser gives no storage, as in some private windows, nothing is kept, and `works` says so.
export const MOST_KEPT = 200;
const MOST_READ = 30;
const KEPT = "newsarchive.kept";
const READ = "newsarchive.read";
const FORGETS = "newsarchive.forgets";

const store = (() => {
  try {
    localStorage.setItem("newsarchive.try", "1");
    localStorage.removeItem("newsarchive.try");
    return localStorage;
  } catch {
    return null;
  }
})();

export const works = store !== null;

function numbers(name) {
  try {
    const held = JSON.parse(store?.getItem(name) ?? "[]");
    return Array.isArray(held) ? held.filter((id) => /^\d{1,18}$/.test(id)) : [];
  } catch {
    return [];
  }
}

// Whether the list could be written, and is told of to every part of the page that shows it.
function write(name, ids) {
  try {
    store.setItem(name, JSON.stringify(ids));
  } catch {
    return false;
  }
  document.dispatchEvent(new Event("shelf"));
  return true;
}

// Another window of this browser may have changed the list.
addEventListener("storage", (event) => {
  if (event.key === KEPT) document.dispatchEvent(new Event("shelf"));
});

export const kept = () => numbers(KEPT);
export const setKept = (ids) => write(KEPT, [...new Set(ids)].slice(0, MOST_KEPT));
export const isKept = (id) => kept().includes(id);
export const keep = (id) => !isKept(id) && kept().length < MOST_KEPT && setKept([id, ...kept()]);
export const drop = (id) => setKept(kept().filter((one) => one !== id));

export const read = () => numbers(READ);
export const setRead = (ids) => write(READ, ids.slice(0, MOST_READ));

export function remembers() {
  try {
    return works && store.getItem(FORGETS) === null;
  } catch {
    return false;
  }
}

export function remember(wanted) {
  try {
    if (wanted) store.removeItem(FORGETS);
    else store.setItem(FORGETS, "1");
  } catch {
    // The switch then stays where it was, as the page shows.
  }
}

export function noteRead(id) {
  if (remembers()) setRead([id, ...read().filter((one) => one !== id)]);
}
