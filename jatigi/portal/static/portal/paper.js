// Before printing, folds open; afterwards they are as they were. The style sheet does it alone where a browser can.
const shut = [];

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".pt-fold, .pt-src, .pt-what")) {
    if (fold.open) continue;
    fold.open = true;
    shut.push(fold);
  }
});

addEventListener("afterprint", () => {
  for (const fold of shut.splice(0)) fold.open = false;
});
