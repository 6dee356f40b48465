// One box ticks a whole group. Without this file each line is ticked by itself.
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...all.closest("[role=group]").querySelectorAll(`[name="${all.dataset.all}"]`)];
  const show = () => {
    const on = boxes.filter((box) => box.checked).length;
    all.checked = on === boxes.length;
    all.indeterminate = on > 0 && on < boxes.length;
  };
  all.closest("label").hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
