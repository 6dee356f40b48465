// Select words of the draft, and a button leads to the form with them. Without this file each paragraph has its link.
const place = document.querySelector("[data-comment]");
for (const one of document.querySelectorAll(".jt-js-only")) one.hidden = false;

const button = document.createElement("a");
button.className = "btn btn-primary btn-sm jt-pick";
button.textContent = place.dataset.label;
button.hidden = true;
document.body.append(button);

function paragraphOf(node) {
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-subject]");
}

function show() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const paragraph = range && words ? paragraphOf(range.startContainer) : null;
  if (!paragraph || paragraphOf(range.endContainer) !== paragraph) {
    button.hidden = true;
    return;
  }
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const raw = range.toString();
  const at = before.toString().length + raw.length - raw.trimStart().length;
  const query = new URLSearchParams({ quote: raw.trim(), at });
  button.href = `${place.dataset.comment}${paragraph.dataset.subject}/?${query}`;
  const box = range.getBoundingClientRect();
  button.style.top = `${window.scrollY + box.bottom + 6}px`;
  button.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - 240))}px`;
  button.hidden = false;
}
document.addEventListener("selectionchange", show);
