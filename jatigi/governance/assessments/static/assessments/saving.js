// Saving as one types. What could not be sent stays on this device until it has been; a newer version from another
// window is never overwritten unseen.
const WAIT = 1500; // after the last change, in milliseconds
const AGAIN = 5000; // after a failure

const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
const clock = (at) => at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

export class Saving {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.place = document.getElementById("saved");
    this.key = `jatigi:draft:${form.dataset.key}`;
    this.dirty = false;
    this.stopped = false; // another window has saved since: only a person decides
    this.running = null;
    this.timer = 0;
  }

  start(citations) {
    this.citations = citations;
    this.form.addEventListener("input", (event) => { if (event.target.name !== "q") this.changed(); });
    this.form.addEventListener("change", (event) => { if (event.target.name !== "q") this.changed(); });
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("offline", () => { if (this.dirty) this.say("waiting", this.words.waiting); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.dirty) this.send(); });
    this.offerUnsent();
    if (document.getElementById("unsent").hidden && this.filledBefore()) this.changed();
  }

  // On a slow line people begin before this script has arrived. What a browser puts back by itself does not count.
  filledBefore() {
    if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return false;
    return [...this.form.elements].some((field) => field.name !== "q" && (["radio", "checkbox"].includes(field.type)
      ? field.checked !== field.defaultChecked : "defaultValue" in field && field.value !== field.defaultValue));
  }

  // The person leaves and gives up what could not be saved: nothing is sent or kept any more.
  abandon() {
    this.stopped = true;
    this.dirty = false;
    this.abandoned = true;
    clearTimeout(this.timer);
  }

  changed() {
    if (this.submitting || this.abandoned) return;
    this.dirty = true;
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  // ---------- on this device ----------

  fields() {
    return [...new FormData(this.form)].filter(([name]) => !["csrfmiddlewaretoken", "version", "q"].includes(name));
  }

  keep() {
    if (this.abandoned) return;
    const kept = { fields: this.fields(), titles: this.citations.titles(), version: this.version, at: Date.now() };
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // A full or forbidden store: the page still saves to the server.
    }
  }

  forget() {
    try { localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  unsent() {
    try { return JSON.parse(localStorage.getItem(this.key)); } catch { return null; }
  }

  offerUnsent() {
    const kept = this.unsent();
    if (!kept) return;
    if (JSON.stringify(kept.fields) === JSON.stringify(this.fields())) { this.forget(); return; }
    const box = document.getElementById("unsent");
    document.getElementById("unsent-words").textContent = fill(this.words.unsent, { time: clock(new Date(kept.at)) });
    box.hidden = false;
    document.getElementById("unsent-take").addEventListener("click", () => {
      this.restore(kept);
      box.hidden = true;
      this.changed();
      this.send();
    });
    document.getElementById("unsent-drop").addEventListener("click", () => { this.forget(); box.hidden = true; });
  }

  restore(kept) {
    this.citations.restore(kept);
    const values = new Map();
    for (const [name, value] of kept.fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const field of this.form.elements) {
      if (!field.name || ["csrfmiddlewaretoken", "version", "q", "do", "cite"].includes(field.name)) continue;
      if (field.name.endsWith("-ref")) continue;
      if (["radio", "checkbox"].includes(field.type)) field.checked = (values.get(field.name) ?? []).includes(field.value);
      else if (values.has(field.name)) [field.value] = values.get(field.name);
    }
  }

  // ---------- to the server ----------

  get version() { return this.form.elements.version.value; }

  async send() {
    clearTimeout(this.timer);
    if (this.running) return this.running;
    if (!this.dirty || this.stopped) return !this.stopped;
    this.running = this.post();
    const done = await this.running;
    this.running = null;
    if (done && this.dirty) return this.send();
    return done;
  }

  async post() {
    this.dirty = false;
    this.say("saving", this.words.saving);
    let answer;
    try {
      answer = await fetch(this.form.dataset.draft, {
        method: "POST", body: new FormData(this.form), headers: { Accept: "application/json" }, redirect: "manual",
      });
    } catch {
      return this.later();
    }
    if (answer.ok) {
      const { version, time } = await answer.json();
      this.form.elements.version.value = version;
      if (!this.dirty) this.forget();
      this.say("saved", fill(this.words.saved, { time }));
      return true;
    }
    if (answer.status >= 500 || answer.type === "opaqueredirect") return this.later();
    const told = await answer.json().catch(() => ({ error: this.words.failed, advice: "" }));
    this.dirty = true;
    this.stopped = answer.status === 409;
    this.say("failed", `${told.error} ${told.advice}`);
    return false;
  }

  later() {
    this.dirty = true;
    this.keep();
    this.say("waiting", this.words.waiting);
    this.timer = setTimeout(() => this.send(), AGAIN);
    return false;
  }

  say(state, text) {
    this.place.dataset.state = state;
    const glyph = { saved: "done", waiting: "late", failed: "late", saving: "doing" }[state];
    this.place.innerHTML = `<svg class="jt-st" aria-hidden="true"><use href="#st-${glyph}"/></svg> <span></span>`;
    this.place.querySelector("span").textContent = text;
  }

  // ---------- handing in ----------

  async onSubmit(event) {
    if (event.submitter?.value !== "submit" || this.submitting) return;
    if (this.stopped) return; // the server says what the other window saved, and keeps what stands here
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    this.dirty = true;
    this.keep();
    const sent = await this.send();
    button.disabled = false;
    if (!sent && this.place.dataset.state === "waiting") { this.say("waiting", this.words.offline_submit); return; }
    this.submitting = true;
    this.form.requestSubmit(button);
  }
}
