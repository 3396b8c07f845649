// Copies an address (data-copy), or what another element shows (data-copy-from), and says so for a moment. A text goes
// with its italics, for those who paste it into a word processor.
const shown = (element) => [...element.children].filter((child) => child.checkVisibility());

const copy = (control) => {
  const from = document.getElementById(control.dataset.copyFrom);
  if (!from) return navigator.clipboard.writeText(control.dataset.copy);
  const parts = shown(from);
  const text = parts.map((part) => part.innerText.trim()).join("\n");
  if (!window.ClipboardItem) return navigator.clipboard.writeText(text);
  const as = (type, content) => ({ [type]: new Blob([content], { type }) });
  const html = parts.map((part) => `<p>${part.innerHTML.trim()}</p>`).join("");
  return navigator.clipboard.write([new ClipboardItem({ ...as("text/plain", text), ...as("text/html", html) })]);
};

// Who cites does so in one style.
const CITED_IN = "cite-style";
const remembered = (() => {
  try { return localStorage.getItem(CITED_IN); } catch { return null; }
})();
for (const radio of document.querySelectorAll(`input[name="${CITED_IN}"]`)) {
  if (radio.value === remembered) radio.checked = true;
  radio.addEventListener("change", () => {
    try { localStorage.setItem(CITED_IN, radio.value); } catch { /* A private window keeps nothing. */ }
  });
}

for (const control of document.querySelectorAll("[data-copy], [data-copy-from]")) {
  if (!navigator.clipboard) break;
  control.hidden = false;
  const label = control.dataset.copyLabel ?? control.textContent;
  control.textContent = label;
  control.setAttribute("aria-live", "polite");
  control.addEventListener("click", async (event) => {
    event.preventDefault();
    await copy(control);
    control.textContent = control.dataset.copied;
    setTimeout(() => (control.textContent = label), 1500);
  });
}
