// The Import page takes what is dropped anywhere on it: files, addresses, text. The plain form does without.
const form = document.querySelector("[data-drop]");
const input = document.getElementById(form.dataset.drop);
const text = document.getElementById(form.dataset.dropText);
const addresses = document.getElementById(form.dataset.dropAddresses);
const list = document.createElement("ul");
list.className = "desk-chosen";
list.setAttribute("aria-live", "polite");
input.after(list);

const hint = document.createElement("p");
hint.className = "desk-drop-hint";
hint.textContent = "Or drop files, text or addresses anywhere on this page.";
input.closest(".desk-field").append(hint);

const offer = document.createElement("p");
offer.className = "desk-offer";
offer.setAttribute("role", "status");
text.after(offer);

const choose = (files) => {
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  input.files = all.files;
  show();
};

function show() {
  list.replaceChildren(...Array.from(input.files, (file, place) => {
    const line = document.createElement("li");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "remove";
    remove.setAttribute("aria-label", `Remove ${file.name}`);
    remove.addEventListener("click", () => choose(Array.from(input.files).filter((_, other) => other !== place)));
    line.append(`${file.name} (${Math.max(1, Math.round(file.size / 1000)).toLocaleString()} kB) `, remove);
    return line;
  }));
}

const add = (field, more, between) => {
  field.value = [field.value.trim(), more.trim()].filter(Boolean).join(between);
  field.dispatchEvent(new Event("input"));
};
const linesOf = (value) => value.split("\n").map((line) => line.trim()).filter(Boolean);
const areAddresses = (lines) => lines.length > 0 && lines.every((line) => /^(https?:\/\/|www\.)\S+$/i.test(line));

// Takes what was dropped or pasted; says whether there was anything in it for this page.
function take(data) {
  if (data.files.length) {
    choose([...input.files, ...data.files]);
    return true;
  }
  const links = linesOf(data.getData("text/uri-list")).filter((line) => !line.startsWith("#"));
  const plain = data.getData("text/plain");
  if (areAddresses(links) && areAddresses(linesOf(plain || links.join("\n")))) add(addresses, links.join("\n"), "\n");
  else if (areAddresses(linesOf(plain))) add(addresses, linesOf(plain).join("\n"), "\n");
  else if (plain.trim()) add(text, plain, "\n\n");
  else return false;
  return true;
}

text.addEventListener("input", () => {
  const lines = linesOf(text.value);
  if (!areAddresses(lines)) return offer.replaceChildren();
  const move = document.createElement("button");
  move.type = "button";
  move.className = "button";
  move.textContent = lines.length === 1 ? "Fetch it" : "Fetch them";
  move.addEventListener("click", () => {
    add(addresses, lines.join("\n"), "\n");
    text.value = "";
    offer.replaceChildren();
    form.requestSubmit();
  });
  offer.replaceChildren(lines.length === 1 ? "This is an address. " : `These are ${lines.length} addresses. `, move);
});

input.addEventListener("change", show);
document.addEventListener("paste", (event) => {
  if (event.clipboardData.files.length && take(event.clipboardData)) event.preventDefault();
});

const mark = (on) => form.classList.toggle("desk-over", on);
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  mark(true);
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) mark(false);
});
document.addEventListener("drop", (event) => {
  mark(false);
  event.preventDefault();
  take(event.dataTransfer);
});
show();
