// 阅读辅助线: a line across the page that follows the pointer and the keyboard. Loaded only when the reader has chosen it.

const line = document.createElement("div");
line.className = "reading-line";
line.setAttribute("aria-hidden", "true");
document.body.append(line);

const moveTo = (height) => line.style.setProperty("transform", `translateY(${Math.round(height)}px)`);

// Under the pointer, not on the words that it points at.
const BELOW = 14;
document.addEventListener("pointermove", (event) => moveTo(event.clientY + BELOW), { passive: true });
document.addEventListener("focusin", (event) => moveTo(event.target.getBoundingClientRect().bottom));
moveTo(window.innerHeight / 3);
