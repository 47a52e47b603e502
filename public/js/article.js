// Extras of an article. The page is complete without them.

// 浏览量: counted when the page has really been on the screen for two seconds; the answer is the number as it is now.
// `keepalive` lets the request outlive the page, as a beacon's; a beacon's answer could not be read.
const views = document.querySelector("[data-views]");
if (views) {
  let counted = false;
  let timer;
  const count = async () => {
    if (counted) return;
    counted = true;
    try {
      const answer = await fetch(views.dataset.views, { method: "POST", keepalive: true });
      const text = answer.ok ? await answer.text() : "";
      if (/^\d+$/.test(text)) views.textContent = text;
    } catch {
      // The reader is offline: the number stays as it was.
    }
  };
  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(count, 2000);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}

// 我要纠错: what is selected in the text goes into the form. A press on a phone takes the selection away first, so the
// last one is kept for a while.
const report = document.querySelector("[data-report]");
const text = document.querySelector(".sheet__body");
if (report && text) {
  const form = report.getAttribute("href");
  let passage = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return;
    const inside = text.contains(selection.anchorNode) && text.contains(selection.focusNode);
    passage = inside ? selection.toString().trim().slice(0, 500) : "";
    report.href = passage ? `${form}?passage=${encodeURIComponent(passage)}` : form;
  });
}
