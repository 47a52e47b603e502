/** Serves the built bundle under the desk's strict policy and opens it in a real Chromium. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { compileAsync } from "sass";
import type { Handle } from "../../src/editor.ts";
import { PATIENCE_MS } from "./eventually.ts";

const root = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'";
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mOQj18ARAwQCgAdUgR5jvseCwAAAABJRU5ErkJggg==",
  "base64",
);

const HTML = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>编辑器（示例）</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/editor.css">
</head><body><main><h1>编辑器（示例）</h1><div id="host"></div></main><script type="module" src="/start.js"></script></body></html>`;

/** Mounts the way the desk does and writes down what the editor reports. */
const START = `
const { mount } = await import("/vendor/editor/editor.js");
window.changes = []; window.notices = []; window.uploaded = [];
window.editor = mount(document.getElementById("host"), {
  html: "", label: "正文",
  onChange: (html) => window.changes.push(html),
  onNotice: (text) => window.notices.push(text),
  onUpload: async (file, kind, onProgress) => {
    window.uploaded.push([file.name, kind]);
    if (file.name.startsWith("坏")) throw new Error("文件类型不符");
    if (file.name.startsWith("慢")) {
      onProgress(40);
      await new Promise((resolve) => { window.letThrough = resolve; });
    }
    return { url: "/media/" + window.uploaded.length, name: file.name, size: file.size };
  },
});`;

type Answer = [string, string | Buffer];

const FIXED: Record<string, Answer> = {
  "/": ["text/html; charset=utf-8", HTML],
  "/favicon.ico": ["image/png", PIXEL],
  "/start.js": ["text/javascript; charset=utf-8", START],
};

async function answer(path: string, css: string): Promise<Answer> {
  const fixed = FIXED[path];
  if (fixed !== undefined) return fixed;
  if (path === "/editor.css") return ["text/css", css];
  if (path === "/axe.js") return ["text/javascript", await readFile(root("node_modules/axe-core/axe.min.js"))];
  if (path.startsWith("/media/")) return ["image/png", PIXEL];
  if (/^\/vendor\/editor\/[\w-]+\.js$/.test(path)) return ["text/javascript", await readFile(root(`public${path}`))];
  throw new Error(`nothing at ${path}`);
}

export interface Desk {
  page: Page;
  /** Everything the console and the page complained about. */
  complaints: string[];
}

declare global {
  interface Window {
    editor: Handle;
    changes: string[];
    notices: string[];
    uploaded: [string, string][];
    /** Ends the upload of a file whose name begins with 慢. */
    letThrough: () => void;
    axe: { run: (options?: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
  }
}

export class Station {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly address: string,
  ) {}

  static async start(): Promise<Station> {
    // Once for all pages: it takes seconds on a busy machine.
    const { css } = await compileAsync(root("style/main.scss"));
    const server = createServer((request, response) => {
      answer(new URL(request.url ?? "/", "http://localhost").pathname, css)
        .then(([type, body]) => {
          response.writeHead(200, { "content-type": type, "content-security-policy": POLICY });
          response.end(body);
        })
        .catch(() => response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
      args: ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--renderer-process-limit=1"],
    });
    return new Station(server, browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  async open(width = 1440): Promise<Desk> {
    const context = await this.browser.newContext({
      viewport: { width, height: 900 },
      // Colours are measured as they are, not on their way.
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => {
      // A picture that leaves the text before it has come is called off by the browser itself: no fault.
      const reason = request.failure()?.errorText ?? "";
      if (reason !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} ${reason}`);
    });
    await page.goto(this.address);
    // By the clock, since a page that draws nothing counts no frames.
    await page.waitForFunction(() => window.editor !== undefined, undefined, { polling: 100 });
    return { page, complaints };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }
}

/** Pastes HTML the way the browser delivers it from another program. */
export async function pasteHtml(page: Page, html: string, rtf = ""): Promise<void> {
  await page.evaluate(
    ([html, rtf]) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      if (rtf !== "") data.setData("text/rtf", rtf);
      data.setData("text/plain", "纯文本");
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector(".editor__content")!.dispatchEvent(event);
    },
    [html, rtf] as const,
  );
}

export function savedHtml(page: Page): Promise<string> {
  return page.evaluate(() => window.editor.getHtml());
}
