// The page of the reading list: asks the archive for the stories this browser keeps, and changes the list.
import { prune } from "./offline.js";
import { furnish, storyIn } from "./keep.js";
import { MOST_KEPT, kept, read, remember, remembers, setKept, setRead, works } from "./shelf.js";

const shelf = document.querySelector("[data-shelf]");
const words = shelf.dataset;
const said = shelf.querySelector("[data-said]");
const own = words.shelf === "own";
const keeping = shelf.querySelector("[data-kept]");
const recent = shelf.querySelector("[data-recent]");
const empty = shelf.querySelector("[data-empty]");

const idOf = (row) => storyIn(row.querySelector(":is(h2, h3) a"));

// The list as the archive shows it: what a link to these stories leads to.
async function stories(ids) {
  const answer = await fetch(`${words.address}?${ids.map((id) => `id=${id}`).join("&")}`, { credentials: "omit" });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelector("[data-kept] [data-filled]").childNodes];
}

function say(text, undo) {
  said.textContent = text;
  if (!undo) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = words.undo;
  button.addEventListener("click", () => {
    undo();
    said.textContent = "";
    draw();
  });
  said.append(" ", button);
}

function change(ids, text) {
  const before = kept();
  if (!setKept(ids)) return;
  say(text, () => setKept(before));
  draw();
}

// A row of one's own list has "Remove" in place of the button that says it is kept.
function removable(root) {
  for (const row of root.querySelectorAll(".rows article")) {
    const id = idOf(row);
    const name = row.querySelector(":is(h2, h3) a").textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "keep";
    button.textContent = words.remove;
    button.setAttribute("aria-label", words.removeName.replace("%s", name));
    button.addEventListener("click", () => {
      change(kept().filter((one) => one !== id), words.removed.replace("%s", name));
      said.querySelector("button")?.focus();
    });
    (row.querySelector(".data") ?? row).append(button);
  }
  for (const gone of root.querySelectorAll("[data-gone]")) {
    const { gone: id } = gone.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "keep";
    button.textContent = words.remove;
    button.setAttribute("aria-label", words.removeName.replace("%s", id));
    button.addEventListener("click", () => change(kept().filter((one) => one !== id), words.removed.replace("%s", id)));
    gone.append(button);
  }
}

// A story that became part of another one is kept as that one.
function follow(root) {
  const into = new Map([...root.querySelectorAll("[data-into]")].map(({ dataset }) => [dataset.gone, dataset.into]));
  if (into.size) setKept(kept().map((id) => into.get(id) ?? id));
}

function tools(root) {
  const show = (name, act) => {
    const button = root.querySelector(`[data-${name}]`);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", act);
  };
  show("print", () => print());
  if (own) show("clear", () => change([], words.cleared));
  else if (works) {
    show("keep-all", () => {
      const all = new Set([...[...root.querySelectorAll(".rows article")].map(idOf), ...kept()]);
      if (all.size > MOST_KEPT) say(document.getElementById("site").dataset.full);
      else setKept(all);
    });
  }
  for (const link of navigator.clipboard ? root.querySelectorAll("[data-copy]") : []) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await navigator.clipboard.writeText(link.dataset.copy);
      say(link.dataset.copied);
    });
  }
}

async function fill(place, ids, furnishing) {
  const filled = place.querySelector("[data-filled]");
  try {
    filled.replaceChildren(...(ids.length ? await stories(ids) : []));
    furnishing(filled);
  } catch {
    say(words.unreachable);
  }
}

async function draw() {
  const ids = kept();
  if (ids.length) {
    await fill(keeping, ids, (root) => {
      removable(root);
      tools(root);
      follow(root);
    });
  } else keeping.querySelector("[data-filled]").replaceChildren(empty);
  await prune();
}

async function drawRecent() {
  const on = remembers();
  recent.hidden = !works;
  recent.querySelector("[data-remember]").checked = on;
  recent.querySelector("[data-forget]").hidden = !read().length;
  await fill(recent, on ? read() : [], (root) => {
    for (const part of root.querySelectorAll(".shelf-bar, .outlets")) part.remove();
    // The list above has elements of the same names.
    for (const named of root.querySelectorAll("[id]")) named.id = `recent-${named.id}`;
    for (const other of root.querySelectorAll("[aria-labelledby]")) {
      other.setAttribute("aria-labelledby", `recent-${other.getAttribute("aria-labelledby")}`);
    }
    furnish(root);
  });
}

if (own) {
  empty.querySelector("[data-no-storage]").hidden = works;
  recent.querySelector("[data-remember]").addEventListener("change", (event) => {
    remember(event.target.checked);
    if (!event.target.checked) setRead([]);
    drawRecent();
    prune();
  });
  recent.querySelector("[data-forget]").addEventListener("click", () => {
    setRead([]);
    say(words.forgotten);
    drawRecent();
    prune();
  });
  await draw();
  await drawRecent();
  // Keeping one of those read last puts it into the list above.
  document.addEventListener("shelf", () => {
    const shown = [...keeping.querySelectorAll(".rows article")].map(idOf).join();
    if (shown !== kept().join()) draw();
  });
} else tools(shelf);
