// 朗读: the browser reads the article, sentence by sentence, and marks where it is. Shown only where there is a voice to
// read with; the page is complete without.

const bar = document.querySelector("[data-read-aloud]");
const body = document.querySelector(".sheet__body");
const speech = window.speechSynthesis;

if (bar && body && speech && typeof SpeechSynthesisUtterance === "function") {
  const play = bar.querySelector("[data-read-aloud-play]");
  const stop = bar.querySelector("[data-read-aloud-stop]");
  const state = bar.querySelector("[data-read-aloud-state]");
  const label = play.querySelector(".button__label");
  const marks = window.CSS?.highlights && typeof Highlight === "function" ? CSS.highlights : null;

  // The sentences, each with its place on the page. What a block says ends with the block.
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, figcaption, blockquote";
  const END = /[^。！？；!?;\n]+[。！？；!?;\n]*[”’」』）)]*/gu;
  const sentences = [];
  const title = document.querySelector(".sheet__title");
  for (const root of [title, body]) {
    if (!root) continue;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let block = null;
    let nodes = [];
    const close = () => {
      const whole = nodes.map((node) => node.data).join("");
      for (const found of whole.matchAll(END)) {
        if (found[0].trim()) sentences.push({ words: found[0].trim(), block, range: place(nodes, found.index, found.index + found[0].length) });
      }
      nodes = [];
    };
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement.closest(BLOCKS) ?? root;
      if (around !== block) {
        close();
        block = around;
      }
      nodes.push(walker.currentNode);
    }
    close();
  }

  /** The range of the characters `from` to `to` of several text nodes together. */
  function place(nodes, from, to) {
    const range = document.createRange();
    let passed = 0;
    for (const node of nodes) {
      const end = passed + node.data.length;
      if (from >= passed && from < end) range.setStart(node, from - passed);
      if (to > passed && to <= end) range.setEnd(node, to - passed);
      passed = end;
    }
    return range;
  }

  let at = 0;
  let reading = false;
  // A voice that is stopped still reports the end of its sentence; only the latest turn counts.
  let turn = 0;

  const mark = (sentence) => {
    document.querySelector(".is-read-aloud")?.classList.remove("is-read-aloud");
    marks?.delete("read-aloud");
    if (!sentence) return;
    if (marks) marks.set("read-aloud", new Highlight(sentence.range));
    else sentence.block.classList.add("is-read-aloud");
    const box = sentence.range.getBoundingClientRect();
    if (box.bottom < 0 || box.top > window.innerHeight) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      sentence.block.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    }
  };

  const show = (words, spoken) => {
    label.textContent = words;
    stop.hidden = words === "朗读";
    state.textContent = spoken;
  };

  const finish = (spoken) => {
    turn += 1;
    reading = false;
    at = 0;
    speech.cancel();
    mark(null);
    if (document.activeElement === stop) play.focus();
    show("朗读", spoken);
  };

  const read = () => {
    const sentence = sentences[at];
    if (!sentence) return finish("朗读完毕");
    const mine = (turn += 1);
    const utterance = new SpeechSynthesisUtterance(sentence.words);
    utterance.lang = "zh-CN";
    const voice = speech.getVoices().find((one) => one.lang.replace("_", "-").startsWith("zh-CN"));
    if (voice) utterance.voice = voice;
    utterance.addEventListener("end", () => {
      if (mine !== turn) return;
      at += 1;
      read();
    });
    utterance.addEventListener("error", () => {
      if (mine === turn) finish("朗读中断");
    });
    mark(sentence);
    speech.speak(utterance);
  };

  // Pausing is stopping in this sentence: not every system can hold its voice in the middle of a word.
  const pause = () => {
    turn += 1;
    reading = false;
    speech.cancel();
    show("继续", "已暂停");
  };

  play.addEventListener("click", () => {
    if (reading) return pause();
    reading = true;
    show("暂停", "正在朗读");
    speech.cancel();
    read();
  });
  stop.addEventListener("click", () => finish("已停止"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (reading || at > 0)) finish("已停止");
  });
  window.addEventListener("pagehide", () => speech.cancel());

  if (sentences.length > 0) bar.hidden = false;
}
