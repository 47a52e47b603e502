// Extras for readers whose browser runs scripts. Every page is complete without them.

// 打印: the button is hidden in the page, since without script it could do nothing.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The phone's menu closes on Escape and on a press beside it.
const menu = document.querySelector("details.menu");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// Whoever changes how a page reads stays at the button: the page comes back as a new one, and the keyboard would begin
// at its top. A browser that keeps nothing for a site does without.
const kept = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
})();
const PRESSED = "longan-pressed";
for (const form of document.querySelectorAll("form[action='/preferences']")) {
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter) kept?.setItem(PRESSED, JSON.stringify([submitter.name, submitter.value]));
  });
}
const pressed = kept?.getItem(PRESSED);
if (pressed) {
  kept.removeItem(PRESSED);
  const [name, value] = JSON.parse(pressed);
  const buttons = [...document.querySelectorAll(`form[action='/preferences'] button[name='${CSS.escape(name)}']`)];
  (buttons.find((button) => button.value === value) ?? buttons[0])?.focus({ preventScroll: true });
}

// Screen readers speak a live region when it changes, not when a page brings it along: the first time that this reader
// meets a banner, its words are said by a region of their own, politely, and taken away again.
const ANNOUNCED = "longan-announced";
for (const banner of document.querySelectorAll("[data-announce]")) {
  const words = banner.textContent.trim();
  if (kept?.getItem(ANNOUNCED) === words) continue;
  kept?.setItem(ANNOUNCED, words);
  const voice = document.createElement("div");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  setTimeout(() => voice.append(words), 500);
  setTimeout(() => voice.remove(), 10_000);
}
