// Turning pages by keys, as with slides; and the figures as they come in. Without this file the links turn the pages.
const EVERY = 10_000; // milliseconds between two looks at the figures

const KEYS = {
  ArrowRight: "way-on", ArrowDown: "way-on", PageDown: "way-on", " ": "way-on", n: "way-on",
  ArrowLeft: "way-back", ArrowUp: "way-back", PageUp: "way-back", Backspace: "way-back", p: "way-back",
  Escape: "way-out",
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === " " && event.target.closest("a, button")) return;
  if (event.key === "f" && document.fullscreenEnabled) {
    if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen();
    return;
  }
  const link = document.getElementById(KEYS[event.key]);
  if (!link) return;
  event.preventDefault();
  if (KEYS[event.key] === "way-out") location.assign(link.href); else turn(link.href);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#way-on, #way-back");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn(link.href);
});
window.addEventListener("popstate", () => show(location.href, false));

// The page is not left, so that the whole screen stays whole.
async function turn(href) {
  history.pushState(null, "", href);
  await show(href, true);
}

async function show(href, mayLeave) {
  try {
    const answer = await fetch(href, { redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (href !== location.href) return; // turned on meanwhile
    const main = page.querySelector("main");
    const here = document.querySelector("main");
    if (main.outerHTML !== here.outerHTML) here.replaceWith(main);
    document.title = page.title;
  } catch {
    if (mayLeave) location.assign(href); // the browser says what is wrong
  }
}

setInterval(() => { if (!document.hidden) show(location.href, false); }, EVERY);
