// Copies a link (data-copy) or the text of another element (data-copy-from), and says so for a moment.
for (const control of document.querySelectorAll("[data-copy], [data-copy-from]")) {
  if (!navigator.clipboard) break;
  control.hidden = false;
  control.addEventListener("click", async (event) => {
    event.preventDefault();
    const from = document.getElementById(control.dataset.copyFrom);
    await navigator.clipboard.writeText(control.dataset.copy ?? from.innerText.trim());
    const said = control.textContent;
    control.textContent = control.dataset.copied;
    setTimeout(() => (control.textContent = said), 1500);
  });
}
