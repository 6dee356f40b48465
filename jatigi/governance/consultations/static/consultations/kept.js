// What is typed into a form stays on this device until the server has it: a broken line or a passed deadline loses
// nothing. The key ends with the person, so that signing out finds it (see leaving.js of rounds).
const person = document.querySelector('meta[name="jatigi-person"]')?.content;
const LEFT_OUT = ["csrfmiddlewaretoken", "seen", "read", "after", "q", "do"];

function fields(form) {
  return [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.includes(name) && typeof value === "string");
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

function restore(form, kept) {
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.includes(field.name) || field.type === "file") continue;
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
  }
}

// What was sent, and is not shown again, was taken.
const SENT = "jatigi:sent";
try {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const again = [...document.querySelectorAll("form[data-keep]")].some((form) => sent === `jatigi:draft:${form.dataset.keep}/${person}`);
  if (sent && !again) forget(sent);
} catch { /* a forbidden store */ }

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `jatigi:draft:${form.dataset.keep}/${person}`;
  const box = form.querySelector("[data-kept]");
  const keep = () => {
    const value = { fields: fields(form), at: Date.now(), address: location.pathname, title: form.dataset.keepTitle };
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full or forbidden store: nothing is kept */ }
  };
  const before = read(key);
  if (before && JSON.stringify(before.fields) !== JSON.stringify(fields(form))) {
    box.hidden = false;
    form.querySelector("[data-kept-take]").addEventListener("click", () => { restore(form, before.fields); box.hidden = true; });
    form.querySelector("[data-kept-drop]").addEventListener("click", () => { forget(key); box.hidden = true; });
  } else if (before && !("unsaved" in form.dataset)) { // what a refused form shows again is still not taken
    forget(key);
  }
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "find") return;
    keep();
    try { sessionStorage.setItem(SENT, key); } catch { /* a forbidden store */ }
  });
  form.addEventListener("input", (event) => { if (event.target.name !== "q") keep(); });
  form.addEventListener("change", (event) => { if (event.target.name !== "q") keep(); });
}
