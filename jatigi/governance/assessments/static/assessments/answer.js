// The assessor's page, better with a script: it saves as one types, keeps what could not be saved on this device, finds
// texts of the register at once, and answers the keyboard. Without this file the same form works by its buttons.
import { Citations } from "./citations.js";
import { keyboard } from "./keyboard.js";
import { leaving } from "./leaving.js";
import { Saving } from "./saving.js";

document.documentElement.classList.add("jt-js");
keyboard(document);

const form = document.getElementById("answer");
if (form) {
  const words = JSON.parse(document.getElementById("saved-words").textContent);
  const saving = new Saving(form, words);
  const citations = new Citations(form, words, () => saving.changed());
  saving.start(citations);
  leaving(saving);

  // Whoever gives a number, means a number.
  form.querySelector('[name="value"]')?.addEventListener("input", (event) => {
    event.target.closest("label").querySelector('[name="level"]').checked = true;
  });
} else {
  leaving(null);
}

const link = document.querySelector(".jt-open-evidence");
link?.addEventListener("click", () => { document.getElementById("add-evidence").open = true; });
document.getElementById("problem")?.focus();
