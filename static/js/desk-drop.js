// Lets files be dropped on the Import page, and says which were chosen.
for (const place of document.querySelectorAll("[data-drop]")) {
  const input = document.getElementById(place.dataset.drop);
  const list = document.createElement("ul");
  list.className = "desk-chosen";
  list.setAttribute("aria-live", "polite");
  input.after(list);
  place.classList.add("desk-drop");

  const show = () => list.replaceChildren(...Array.from(input.files, (file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1000)).toLocaleString()} kB)`;
    return line;
  }));
  const mark = (on) => (event) => {
    event.preventDefault();
    place.classList.toggle("desk-over", on);
  };

  input.addEventListener("change", show);
  place.addEventListener("dragover", mark(true));
  place.addEventListener("dragleave", mark(false));
  place.addEventListener("drop", (event) => {
    mark(false)(event);
    input.files = event.dataTransfer.files;
    show();
  });
}
