// A superior government's site in the county's intranet: a feed and its pages over HTTP, on a port of this machine.
import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";

export interface Announcement {
  /** Name of its page. */
  page: string;
  title: string;
  paragraphs: string[];
  publishedAt: Date;
}

export class Government {
  /** Its site as everybody cites it. */
  readonly url: string;
  /** The paths that were asked for, in their order. */
  readonly asked: string[] = [];
  private announcements: Announcement[] = [];

  private constructor(
    readonly host: string,
    private readonly http: HttpServer,
  ) {
    this.url = `http://${host}`;
  }

  static async open(host: string): Promise<Government> {
    const http = createServer();
    const government = new Government(host, http);
    http.on("request", (request, answer) => {
      const path = request.url ?? "";
      government.asked.push(path);
      const found = government.answer(path);
      answer.writeHead(found ? 200 : 404, { "content-type": found?.type ?? "text/plain" }).end(found?.text);
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return government;
  }

  /** The machine as the program's settings list it. */
  get listed(): string {
    const address = this.http.address();
    if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
    return `${this.host}=${address.address}:${address.port}`;
  }

  announce(...announcements: Announcement[]): void {
    this.announcements = announcements;
  }

  async close(): Promise<void> {
    this.http.close();
    this.http.closeAllConnections();
    await once(this.http, "close");
  }

  private answer(path: string): { type: string; text: string } | undefined {
    if (path === "/rss.xml") return { type: "application/rss+xml; charset=utf-8", text: this.feed() };
    const found = this.announcements.find(({ page }) => path === `/${page}`);
    if (!found) return undefined;
    const text = found.paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("");
    return { type: "text/html; charset=utf-8", text: `<h1>${found.title}</h1><div id="content">${text}</div><p>版权所有</p>` };
  }

  private feed(): string {
    const items = this.announcements.map(
      ({ page, title, publishedAt }) =>
        `<item><title>${title}</title><link>${this.url}/${page}</link><pubDate>${publishedAt.toUTCString()}</pubDate></item>`,
    );
    return `<?xml version="1.0"?><rss version="2.0"><channel><title>政务要闻</title>${items.join("")}</channel></rss>`;
  }
}
