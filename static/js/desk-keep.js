// Keeps which items are to be left out as soon as one is ticked: a click on a headline then loses nothing.
const form = document.querySelector("[data-keep]");
form.addEventListener("change", (event) => {
  if (event.target.name !== "skip") return;
  fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true });
});
