// Fetches the rich text editor when the desk's editor page asks for it, so that no other page waits for it.
// The wasm cannot write `import()` itself; the address with its hash stands on <html data-editor>.
window.longanEditor = { load: () => import(document.documentElement.dataset.editor) };
