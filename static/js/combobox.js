// Makes a combobox (WAI-ARIA 1.2, editable with a listbox) of the form that adds a name and of the search: names while
// one writes. A name chosen goes into the form, or, of the search, to the list of its stories.
const PAUSE = 120;

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("[name=name], [name=q]");
    this.searches = this.input.name === "q";
    this.list = form.querySelector("[role=listbox]");
    this.status = form.querySelector("[role=status]");
    this.active = -1;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    for (const how of form.querySelectorAll("[name=how]")) how.addEventListener("change", () => this.close());
    // A press must not take the focus from the field before the click is there.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    const name = this.input.value.trim();
    if (!name) return this.close();
    this.asking = new AbortController();
    const how = this.form.querySelector("[name=how]:checked")?.value ?? "all";
    try {
      const query = new URLSearchParams({ name, how });
      const answer = await fetch(`${this.form.dataset.suggest}?${query}`, {
        credentials: "same-origin", signal: this.asking.signal,
      });
      if (answer.ok) this.show((await answer.json()).names);
    } catch (error) {
      // Superseded by what was written since, or no connection: the plain form still works.
      if (error.name !== "AbortError") this.close();
    }
  }

  show(names) {
    if (document.activeElement !== this.input) return;
    this.list.replaceChildren(...names.map((name, place) => this.option(name, place)));
    this.mark(-1);
    this.open(names.length > 0);
    const { one, many, none } = this.status.dataset;
    this.status.textContent = names.length === 1 ? one : names.length ? many.replace("#", names.length) : none;
  }

  option(name, place) {
    const option = document.createElement("li");
    const label = document.createElement("b");
    const about = document.createElement("span");
    label.textContent = name.matched ? `${name.matched} → ${name.label}` : name.label;
    about.textContent = `${name.kind} · ${name.count.toLocaleString("en")}`;
    option.append(label, " ", about);
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.choice = name.choice;
    option.dataset.name = name.matched || name.label;
    return option;
  }

  open(is) {
    this.list.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.mark(-1);
    this.open(false);
    this.status.textContent = "";
  }

  mark(place) {
    this.active = place;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = this.options[place];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  choose(option) {
    if (!option) return;
    if (this.searches) {
      const [parameter, ...value] = option.dataset.choice.split(":");
      this.close();
      location.assign(`${this.form.action}?${new URLSearchParams({ [parameter]: value.join(":") })}`);
      return;
    }
    const choice = document.createElement("input");
    Object.assign(choice, { type: "hidden", name: "choice", value: option.dataset.choice });
    this.input.value = option.dataset.name;
    this.form.append(choice);
    this.close();
    this.form.requestSubmit();
  }

  key(event) {
    const shown = !this.list.hidden;
    const last = this.options.length - 1;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (!shown) this.ask();
      else if (event.altKey && !down) this.close();
      else if (down) this.mark(this.active < last ? this.active + 1 : 0);
      else this.mark(this.active > 0 ? this.active - 1 : last);
    } else if (event.key === "Escape") {
      if (shown) event.preventDefault();
      if (shown) this.close();
      else this.input.value = "";
    } else if (event.key === "Enter" && shown && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active]);
    }
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Combobox(form);
