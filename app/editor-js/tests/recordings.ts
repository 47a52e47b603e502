/**
 * True recordings of the clipboard of Word, Excel and OneNote, from the tests of CKEditor 4. Their licence is not ours:
 * they are read from the package of the registry and never copied into this repository.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

export interface Recording {
  /** Where it lies in the package, to find it when a rule is broken. */
  name: string;
  /** The program that wrote it, and the browser that it went through. */
  source: string;
  /** As the program put it on the clipboard; otherwise as a browser wrote what it had pasted. */
  raw: boolean;
  html: string;
  /** Beside the HTML on the same clipboard, empty where it was not recorded. */
  rtf: string;
}

const root = join(
  dirname(createRequire(import.meta.url).resolve("ckeditor-dev/package.json")),
  "tests/plugins/pastefromword/generated/_fixtures",
);

/** Files called expected are what CKEditor made of a paste, not what it was given. */
export const recordings: readonly Recording[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /(?:^|\/)(?!expected)[^/]+\.html$/.test(name.replaceAll("\\", "/")))
  .sort()
  .map((name) => recordingAt(join(root, name)));

function recordingAt(path: string): Recording {
  const html = readFileSync(path, "utf8");
  const rtf = path.replace(/html$/, "rtf");
  const raw = html.includes("<!--StartFragment");
  return {
    name: relative(root, path),
    source: raw ? generator(html) : program(path),
    raw,
    html,
    rtf: existsSync(rtf) ? readFileSync(rtf, "latin1") : "",
  };
}

function generator(html: string): string {
  return /<meta name="?Generator"? content="Microsoft ([^"]+)"/i.exec(html)?.[1] ?? "unknown";
}

function program(path: string): string {
  return /\/((?:word|office|excel|onenote)[^/]*)\/[^/]+$/i.exec(path)?.[1]?.toLowerCase() ?? "other";
}
