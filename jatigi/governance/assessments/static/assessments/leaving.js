// Signing out on a device that others use too: what was typed and could not be saved stays on this device under its
// person's name, so it goes when they leave, and they are told before.
const person = document.querySelector('meta[name="jatigi-person"]')?.content;
const PREFIX = "jatigi:draft:";

// The keys of the questions and other pages with words of this person's that no server has.
function unsent() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key.endsWith(`/${person}`));
  } catch {
    return []; // a forbidden store holds nothing
  }
}

const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; } };

const form = document.querySelector('form[action$="/account/logout/"]');
const dialog = document.getElementById("leaving");

function told(keys) {
  const list = dialog.querySelector("ul");
  list.replaceChildren(...keys.map((key) => {
    const link = document.createElement("a");
    const { address, title } = kept(key);
    if (address?.startsWith("/")) { // pages other than a question say where they are
      link.href = address;
      link.textContent = title;
    } else {
      const [round, indicator] = key.slice(PREFIX.length).split("/");
      link.href = dialog.dataset.question.replace("ROUND", encodeURIComponent(round)).replace("INDICATOR", encodeURIComponent(indicator));
      link.textContent = `${round}, ${indicator}`;
    }
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
}

// `saving` is the page's form when it has one: it tries once more to save, and writes nothing after it was told to stop.
export function leaving(saving) {
  if (!form || !dialog || !person) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await saving?.send();
    const keys = unsent();
    if (!keys.length) { form.submit(); return; }
    told(keys);
    dialog.showModal();
  });
  document.getElementById("leaving-drop").addEventListener("click", () => {
    saving?.abandon();
    for (const key of unsent()) localStorage.removeItem(key);
    form.submit();
  });
}
