// A button "Keep" on a story and on each story of a list. The rows carry nothing for it: the number stands in the
// address that their headline leads to.
import { MOST_KEPT, drop, isKept, keep, kept, works } from "./shelf.js";

const words = document.getElementById("site").dataset;
const STORY = /(?:\/articles\/\d{4}\/\d\d\/\d\d\/[^/]*-|\/a\/)(\d{1,18})\/?$/;
const buttons = new Set();

// Most pages are left without a story being kept, and need nothing of this.
const copies = () => import("./offline.js");

export function storyIn(link) {
  return STORY.exec(new URL(link.href).pathname)?.[1];
}

function show(button) {
  const on = isKept(button.dataset.id);
  button.setAttribute("aria-pressed", on);
  button.firstChild.textContent = on ? words.kept : words.keep;
}

function say(button, text) {
  button.firstChild.textContent = text;
  setTimeout(() => show(button), 4000);
}

async function turn(button) {
  const { id, address } = button.dataset;
  if (isKept(id)) {
    drop(id);
    (await copies()).release(id);
  } else if (!works) say(button, words.cannot);
  else if (kept().length >= MOST_KEPT) say(button, words.full);
  else if (keep(id)) (await copies()).hold(id, address);
}

export function keepButton(id, name, address) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "keep";
  Object.assign(button.dataset, { id, address });
  const label = document.createElement("span");
  const of = document.createElement("span");
  of.className = "visually-hidden";
  of.textContent = ` “${name}”`;
  button.append(label, of);
  button.addEventListener("click", () => turn(button));
  buttons.add(button);
  show(button);
  return button;
}

export function furnish(root) {
  for (const row of root.querySelectorAll("main article")) {
    // A list of mere headlines is for looking through: a button in each line would double it.
    if (row.classList.contains("story") || row.closest(".headlines") || row.querySelector(".keep")) continue;
    const link = row.querySelector(":is(h2, h3) a[href]");
    const id = link && storyIn(link);
    if (!id) continue;
    (row.querySelector(".data") ?? row).append(keepButton(id, link.textContent.trim(), new URL(link.href).pathname));
  }
}

for (const place of document.querySelectorAll("[data-keep]:not(script)")) {
  place.prepend(keepButton(place.dataset.keep, place.dataset.name, location.pathname));
  place.hidden = false;
}
furnish(document);

document.addEventListener("shelf", () => {
  for (const button of buttons) {
    if (button.isConnected) show(button);
    else buttons.delete(button);
  }
});
