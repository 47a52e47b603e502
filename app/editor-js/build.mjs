// Bundles the editor into public/vendor/editor/. The entry keeps its plain name, since the desk imports
// "/vendor/editor/editor.js"; mammoth lands in a chunk of its own that only an import of a Word file loads.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outdir = here("../../public/vendor/editor");

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: [here("src/editor.ts")],
  outdir,
  bundle: true,
  format: "esm",
  splitting: true,
  minify: true,
  sourcemap: false,
  target: ["chrome109", "edge109", "firefox115", "safari16.4"],
  chunkNames: "chunk-[hash]",
  loader: { ".svg": "text" },
  // bluebird, inside mammoth, asks for the name `global` of Node.
  define: { global: "globalThis" },
  charset: "utf8",
  legalComments: "linked",
  logLevel: "warning",
});
