// Says how many points are left while they are spread. Without this file the server counts when the sheet is sent.
const sheet = document.getElementById("sheet");
const left = document.getElementById("left");
if (sheet && left) {
  const count = () => {
    const given = [...sheet.querySelectorAll(".points")].reduce((sum, field) => sum + (parseInt(field.value, 10) || 0), 0);
    const over = given - Number(sheet.dataset.points);
    left.textContent = `${over > 0 ? left.dataset.over : left.dataset.left} ${Math.abs(over)}`;
    left.classList.toggle("over", over > 0);
  };
  sheet.addEventListener("input", count);
  count();
}
