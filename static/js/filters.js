// The filters of a list. On a small screen they are a sheet over it: what lies below is out of reach while it is open,
// and it opens again after a filter was chosen in it, until the reader asks for the stories.
const sheet = document.querySelector(".panel > details");
const small = window.matchMedia("(max-width: 59.99rem)");
const OPEN = "filters-open";

// All that is not the sheet: what stands beside it and beside each element around it.
function beside(element) {
  const found = [];
  for (let one = element; one !== document.body; one = one.parentElement) {
    found.push(...[...one.parentElement.children].filter((other) => other !== one));
  }
  return found;
}

function shield() {
  const covers = sheet.open && small.matches;
  for (const element of beside(sheet)) element.inert = covers;
}

function remember() {
  if (!sheet.open || !small.matches) return;
  try {
    sessionStorage.setItem(OPEN, String(sheet.scrollTop));
  } catch {
    // Where the browser keeps nothing, the sheet opens by hand.
  }
}

function recall() {
  try {
    const kept = sessionStorage.getItem(OPEN);
    sessionStorage.removeItem(OPEN);
    return kept;
  } catch {
    return null;
  }
}

if (sheet) {
  const form = sheet.querySelector("#filter-form");
  const summary = sheet.querySelector("summary");
  const show = sheet.querySelector(".apply button");
  const asked = new URLSearchParams(new FormData(form)).toString();
  const changed = () => new URLSearchParams(new FormData(form)).toString() !== asked;

  sheet.addEventListener("toggle", shield);
  small.addEventListener("change", shield);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !sheet.open || !small.matches) return;
    sheet.open = false;
    summary.focus();
  });

  for (const link of sheet.querySelectorAll(".facet a, .periods a")) link.addEventListener("click", remember);
  sheet.querySelector(".add-name").addEventListener("submit", remember);
  // With no word or date changed the list is there already, below the sheet.
  form.addEventListener("submit", (event) => {
    if (changed() || !sheet.open || !small.matches) return;
    event.preventDefault();
    sheet.open = false;
    document.getElementById("stories").scrollIntoView();
  });
  const label = show?.textContent;
  form.addEventListener("input", () => show && (show.textContent = changed() ? show.dataset.plain : label));

  const kept = recall();
  if (kept !== null && small.matches) {
    sheet.open = true;
    sheet.scrollTop = Number(kept);
  }
  // It may have been open from the start: a date was not understood.
  shield();
}
