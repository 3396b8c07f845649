// On every page: "/" puts the cursor into the search box, unless something is being written; stories can be kept.
import "./keep.js";

const search = document.getElementById("search");

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
});
