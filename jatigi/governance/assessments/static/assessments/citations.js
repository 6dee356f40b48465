// What is cited: found as one types, added and taken off without leaving the page.
const PAUSE = 250; // after the last letter, in milliseconds

export class Citations {
  constructor(form, words, changed) {
    this.form = form;
    this.words = words;
    this.changed = changed;
    this.list = document.getElementById("citations");
    this.found = document.getElementById("found");
    this.status = document.getElementById("found-status");
    this.next = this.list.children.length;
    const field = document.getElementById("q");
    field.addEventListener("input", () => this.look(field.value));
    field.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("click", (event) => this.onClick(event));
  }

  onKey(event) {
    if (event.key === "Enter") { event.preventDefault(); this.look(event.target.value, 0); }
    if (event.key === "ArrowDown" && !this.found.hidden) { event.preventDefault(); this.found.querySelector("button")?.focus(); }
    if (event.key === "Escape") { this.found.hidden = true; }
  }

  look(text, pause = PAUSE) {
    clearTimeout(this.timer);
    if (text.trim().length < 2 || !this.form.dataset.search) { this.found.hidden = true; return; }
    this.timer = setTimeout(() => this.ask(text), pause);
  }

  async ask(text) {
    const address = `${this.form.dataset.search}&q=${encodeURIComponent(text)}`;
    let results;
    try {
      ({ results } = await (await fetch(address, { headers: { Accept: "application/json" } })).json());
    } catch {
      this.status.textContent = this.words.waiting;
      return;
    }
    if (document.getElementById("q").value !== text) return; // an older answer came late
    this.found.replaceChildren(...results.map((one) => this.row(one)));
    this.found.hidden = results.length === 0;
    this.status.textContent = results.length ? this.words.found.replace("%(number)s", results.length) : this.words.none;
  }

  row(one) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "submit";
    button.name = "do";
    button.value = `cite:${one.kind}:${one.id}`;
    button.dataset.thing = one.thing;
    button.dataset.ending = one.ending;
    const title = document.createElement("b");
    title.textContent = one.title;
    title.lang = one.lang;
    const more = document.createElement("span");
    more.textContent = [one.thing, one.number, one.date, one.ending].filter(Boolean).join(", ");
    button.append(title, more);
    item.append(button);
    return item;
  }

  onClick(event) {
    const button = event.target.closest('button[name="do"]');
    if (!button) return;
    const [act, ...rest] = button.value.split(":");
    if (act === "drop") {
      event.preventDefault();
      button.closest("li").remove();
      document.getElementById("q").focus();
      this.changed();
    }
    // A text that has ended is cited through the server, which shows what must be said about it.
    if (act === "cite" && !button.dataset.ending && !button.querySelector("time")) {
      event.preventDefault();
      this.add(rest.join(":"), button.querySelector("b").textContent, button.dataset.thing)?.querySelector("input.form-control").focus();
      this.found.hidden = true;
      document.getElementById("q").value = "";
      this.changed();
    }
  }

  add(ref, title, thing) {
    if ([...this.list.children].some((line) => line.dataset.ref === ref)) return null;
    const index = String(this.next++);
    const line = document.getElementById("cite-line").content.firstElementChild.cloneNode(true);
    line.dataset.ref = ref;
    for (const field of line.querySelectorAll("[name]")) field.name = field.name.replace("cite-_-", `cite-${index}-`);
    line.querySelector('[name="cite"]').value = index;
    line.querySelector(`[name="cite-${index}-ref"]`).value = ref;
    line.querySelector('button[name="do"]').value = `drop:${index}`;
    line.querySelector(".title").textContent = title;
    line.querySelector(".thing").textContent = thing ?? "";
    line.querySelector(".what").textContent = ` ${title}`;
    this.list.append(line);
    return line;
  }

  // ---------- kept on this device ----------

  titles() {
    return Object.fromEntries([...this.list.children].map((line) => [
      line.dataset.ref, [line.querySelector(".title").textContent, line.querySelector(".thing").textContent],
    ]));
  }

  restore(kept) {
    const fields = new Map(kept.fields.filter(([name]) => name !== "cite" && name !== "again"));
    const wanted = kept.fields.filter(([name]) => name === "cite").map(([, index]) => index);
    this.list.replaceChildren();
    for (const index of wanted) {
      const ref = fields.get(`cite-${index}-ref`);
      const [title, thing] = kept.titles[ref] ?? [ref, ""];
      this.next = Number(index);
      this.add(ref, title, thing);
    }
    this.next = Math.max(0, ...wanted.map((index) => Number(index) + 1));
  }
}
