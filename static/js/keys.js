// Keys of a list: j and k move from headline to headline, o opens, "?" shows the keys. Each moves the focus itself, so
// that Enter and a screen reader know where one is. They can be switched off (WCAG 2.1.4, Character Key Shortcuts).
const OFF = "keys-off";
const dialog = document.querySelector("[data-keys]");
const opener = document.querySelector("[data-keys-open]");
const WRITING = "input, textarea, select, [contenteditable], [role=listbox], dialog";

// A browser may refuse to keep anything.
function kept() {
  try {
    return localStorage.getItem(OFF);
  } catch {
    return null;
  }
}

function keep(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    // Then the switch holds for this page.
  }
}

const headlines = () => [...document.querySelectorAll(".listing .rows h3 a")];

// The headline after or before the one in focus; with none in focus, the first that is on the screen.
function beside(step) {
  const all = headlines();
  const row = document.activeElement?.closest(".row");
  const at = all.findIndex((link) => row?.contains(link));
  if (at >= 0) return all[at + step] ?? (step > 0 ? document.querySelector(".pages [rel=next]") : null);
  return all.find((link) => link.getBoundingClientRect().top >= 0) ?? all.at(-1);
}

const acts = {
  j: () => beside(1)?.focus(),
  k: () => beside(-1)?.focus(),
  o: () => document.activeElement?.closest(".row")?.querySelector("h3 a")?.click(),
  "?": () => dialog.showModal(),
};

if (dialog?.showModal) {
  const using = dialog.querySelector("[data-keys-on]");
  using.checked = kept() === null;
  using.addEventListener("change", () => keep(using.checked));
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!using.checked || !Object.hasOwn(acts, event.key) || event.target.closest(WRITING)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    acts[event.key]();
  });
}
