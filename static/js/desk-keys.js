// Keys of the page on which an item is checked, and a warning before what was typed there is lost.
const form = document.querySelector("form[data-keys]");
let changed = false;
let sent = false;
form.addEventListener("input", () => { changed = true; });
form.addEventListener("submit", () => { sent = true; });
addEventListener("beforeunload", (event) => {
  if (changed && !sent) event.preventDefault();
});

const combined = (event) => [
  event.ctrlKey || event.metaKey ? "Control" : "",
  event.altKey ? "Alt" : "",
  event.shiftKey ? "Shift" : "",
  event.key,
].filter(Boolean).join("+");

addEventListener("keydown", (event) => {
  const wanted = combined(event);
  const target = Array.from(document.querySelectorAll("[data-key]")).find((one) => one.dataset.key === wanted);
  if (!target) return;
  event.preventDefault();
  target.click();
});
