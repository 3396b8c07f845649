// On every page: "/" puts the cursor into the search box, unless something is being written or the keys are off; the search
// offers names, from the moment it is used; stories can be kept.
import "./keep.js";

const search = document.getElementById("search");

const offer = () => import("./combobox.js");
if (document.activeElement === search) offer();
else search.addEventListener("focus", offer, { once: true });

function off() {
  try {
    return localStorage.getItem("keys-off") !== null;
  } catch {
    return false;
  }
}

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey && !off()) {
    event.preventDefault();
    search.focus();
  }
});
