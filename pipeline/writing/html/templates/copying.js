// Copies the text that a button names, and says so. The buttons are shown only where this runs.
"use strict";
(() => {
  const select = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      return true;
    } catch {
      select(text); // a browser without that, or one that is not allowed to
      return document.execCommand("copy");
    }
  };

  document.documentElement.classList.add("scripted");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    const text = button && document.getElementById(button.dataset.copies);
    if (!text) return;
    const done = await copied(text);
    button.textContent = done ? "已复制" : "已选中，请按 Ctrl+C";
    const told = document.querySelector("[data-copy-told]");
    if (told) told.textContent = `${button.getAttribute("aria-label")}：${button.textContent}`;
  });
})();
