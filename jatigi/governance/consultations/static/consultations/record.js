// The rapporteur's page, better with a script: Enter records, the list fills without leaving the page, and what is
// typed while the line is down stays on this device until it has been recorded. Without this file the form works by
// its buttons.
const AGAIN = 5000; // milliseconds until the next try
const MINUTE = 60_000;

const form = document.getElementById("record");
const known = JSON.parse(document.getElementById("known").textContent);
const words = known.words;
const list = document.getElementById("said");
const status = document.getElementById("saved");
const key = `jatigi:draft:${form.dataset.key}`;
const fields = { point: form.elements.point, who: form.elements.who, text: form.elements.text };
const kept = ["session", "lang"].filter((name) => form.elements[name]);

let queue = [];
let running = false;
let timer = 0;

// ---------- on this device ----------

const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

function keep() {
  const typed = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
  const page = { address: form.dataset.address, title: form.dataset.title };
  try {
    if (queue.length || typed.text.trim() || typed.who.trim()) localStorage.setItem(key, JSON.stringify({ queue, typed, ...page }));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden store: what is typed still goes to the server.
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page that is served without encryption in a meeting room
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// ---------- what the letters mean ----------

const fold = (text) => text.replaceAll("œ", "oe").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const begins = (typed, called) => typed.split(" ").every((one) => called.split(" ").some((word) => word.startsWith(one)));

function among(typed, names) {
  const whole = names.filter((called) => called.some((one) => fold(one) === typed));
  return whole.length ? whole : names.filter((called) => called.some((one) => begins(typed, fold(one))));
}

function who(typed) {
  const [head] = typed.split(":");
  if (!fold(head)) return "";
  let found = typed.includes(":") ? [] : among(fold(head), known.asked);
  if (!found.length && !typed.includes(":")) found = among(fold(head), known.others);
  if (!found.length) found = among(fold(head), known.voices.map((word) => [word]));
  if (!found.length) return words.nobody;
  return found.slice(0, 4).map((called) => called[0]).join(` ${words.several} `);
}

function meant() {
  const number = fields.point.value.trim();
  const point = number ? known.points[number] ?? words.no_point : words.whole;
  document.getElementById("meant").textContent = [number ? `${number}. ${point}` : point, who(fields.who.value)].filter(Boolean).join(" — ");
}

// ---------- the list ----------

function line(entry) {
  const item = document.createElement("li");
  item.className = "jt-said jt-said--waiting";
  item.id = `said-${entry.id}`;
  item.innerHTML = '<p class="jt-said__who"><b></b> <span class="jt-soft"></span></p><p class="jt-said__text"></p><p class="jt-said__state"></p>';
  item.querySelector("b").textContent = entry.who;
  item.querySelector("span").textContent = entry.point ? `${entry.point}` : "";
  item.querySelector(".jt-said__text").textContent = entry.text;
  item.querySelector(".jt-said__text").lang = entry.lang ?? "";
  return item;
}

function show(entry) {
  const old = document.getElementById(`said-${entry.id}`);
  const item = line(entry);
  if (old) old.replaceWith(item); else list.prepend(item);
  const state = item.querySelector(".jt-said__state");
  if (!entry.error) { state.textContent = entry.tried ? words.waiting : words.sending; return; }
  state.textContent = `${words.refused} ${entry.error} `;
  state.setAttribute("role", "alert");
  for (const [label, act] of [[words.correct, () => correct(entry)], [words.drop, () => drop(entry)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-link";
    button.textContent = label;
    button.addEventListener("click", act);
    state.append(button);
  }
}

function drop(entry) {
  queue = queue.filter((one) => one !== entry);
  document.getElementById(`said-${entry.id}`)?.remove();
  keep();
  told();
}

function correct(entry) {
  drop(entry);
  for (const [name, field] of Object.entries(fields)) field.value = entry[name];
  meant();
  fields.who.focus();
  keep();
}

function told() {
  const left = queue.filter((one) => !one.error).length;
  status.dataset.state = left ? "waiting" : "saved";
  status.textContent = left ? words.unsent.replace("%(number)s", left) : words.saved;
}

// ---------- to the server ----------

function post(entry) {
  const body = new FormData();
  for (const name of ["id", "point", "shown", "who", "text", "session", "lang", "kind"]) body.set(name, entry[name] ?? "");
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return fetch(form.dataset.address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
}

async function send() {
  clearTimeout(timer);
  if (running) return;
  running = true;
  for (const entry of queue.filter((one) => !one.error)) {
    let answer = null;
    try { answer = await post(entry); } catch { /* no connection */ }
    const later = !answer || answer.status >= 500 || answer.type === "opaqueredirect";
    const reply = later ? null : await answer.json().catch(() => null);
    if (!reply) {
      entry.tried = true;
      show(entry);
      timer = setTimeout(send, AGAIN);
      break;
    }
    if (answer.ok) {
      queue = queue.filter((one) => one !== entry);
      const place = document.getElementById(`said-${entry.id}`);
      if (reply.row) place.outerHTML = reply.row; else place.remove();
      undoable();
    } else {
      entry.error = `${reply.error} ${reply.advice}`;
      show(entry);
    }
    keep();
  }
  running = false;
  keep();
  told();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const entry = {
    id: newId(), shown: form.elements.shown.value, kind: event.submitter?.value ?? "",
    point: fields.point.value.trim(), who: fields.who.value.trim(), text: fields.text.value.trim(),
    ...Object.fromEntries(kept.map((name) => [name, form.elements[name].value])),
  };
  if (!entry.who) { fields.who.focus(); return; }
  if (!entry.text) { fields.text.focus(); return; }
  document.getElementById("nothing-said")?.remove();
  queue.push(entry);
  fields.who.value = "";
  fields.text.value = "";
  meant();
  show(entry);
  keep();
  fields.who.focus();
  send();
});

fields.text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(event.ctrlKey ? form.querySelector('[name="kind"]') : form.querySelector('[type="submit"]'));
});
for (const name of ["point", "who"]) {
  fields[name].addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // Enter goes on to the next field, as a form on paper is filled
    fields[name === "point" ? "who" : "text"].focus();
  });
}
form.addEventListener("input", () => { meant(); keep(); });

// A line can be taken back for a minute; then its button leaves.
function undoable() {
  for (const undo of list.querySelectorAll("form[data-until]")) {
    const left = Number(undo.dataset.until) * 1000 + MINUTE - Date.now();
    undo.removeAttribute("data-until");
    setTimeout(() => undo.remove(), Math.max(0, Math.min(left, MINUTE)));
  }
}

window.addEventListener("online", send);
const before = read();
if (before) {
  for (const [name, value] of Object.entries(before.typed ?? {})) if (!fields[name].value) fields[name].value = value;
  queue = before.queue ?? [];
  queue.forEach(show);
}
document.documentElement.classList.add("jt-js");
undoable();
meant();
if (queue.length) send();
(fields.text.value ? fields.text : fields.who).focus();
