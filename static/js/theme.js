// Light or dark, where a reader has chosen; kept in this browser. A plain script in the head: a page must not flash.
{
  const root = document.documentElement;
  const kept = {
    get: () => { try { return localStorage.getItem("theme") ?? ""; } catch { return ""; } },
    set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* Chosen for this page alone. */ } },
  };
  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-choose-theme]"))
      button.setAttribute("aria-pressed", String(button.dataset.chooseTheme === theme));
  };

  show(kept.get());
  document.addEventListener("DOMContentLoaded", () => {
    show(kept.get());
    for (const group of document.querySelectorAll("[data-theme-choice]")) group.hidden = false;
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-choose-theme]");
    if (!button) return;
    kept.set(button.dataset.chooseTheme);
    show(button.dataset.chooseTheme);
  });
}
