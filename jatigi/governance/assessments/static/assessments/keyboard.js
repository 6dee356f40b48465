// Keys of the assessor's page. They never act while one writes, nor together with Ctrl, Alt or Meta, so that the
// browser's and the screen reader's own keys keep their meaning. They can be switched off on this device.
const OFF = "jatigi:keys-off";

export function keyboard(document) {
  const dialog = document.getElementById("keys-help");
  const toggle = document.getElementById("keys-on");
  const off = () => localStorage.getItem(OFF) === "1";
  if (toggle) {
    toggle.checked = !off();
    toggle.addEventListener("change", () => {
      if (toggle.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1");
    });
  }
  document.getElementById("keys-open")?.addEventListener("click", () => dialog.showModal());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || off() || dialog?.open) return;
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (field && !["radio", "checkbox"].includes(field.type)) return;
    if (event.key === "?") { dialog?.showModal(); event.preventDefault(); }
    if (event.key === "n") document.getElementById("way-next")?.click();
    if (event.key === "p") document.getElementById("way-previous")?.click();
    if (event.key === "r") { document.getElementById("reasons")?.focus(); event.preventDefault(); }
    if (event.key === "/") { document.getElementById("q")?.focus(); event.preventDefault(); }
    if (/^[1-9]$/.test(event.key)) {
      const level = document.querySelector(`#answer [name="level"][data-key="${event.key}"]`);
      if (level && level.offsetParent !== null) { level.click(); level.focus(); event.preventDefault(); }
    }
  });
}
