// The release binary as the measurements in node use it: started in a folder of its own on the loopback address, asked
// through HTTP by signed-in people, ended or killed.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What every account of the demo signs in with. */
export const DEMO_PASSWORD = "Longan-Demo-2026";

export class Longan {
  #binary;
  #environment;
  #agent;
  #process;

  /** `settings` as the program reads them from its environment; `connections` are open at once at the most. */
  constructor(binary, port, settings = {}, connections = Infinity) {
    this.#binary = resolve(binary);
    if (!existsSync(this.#binary)) throw new Error(`${binary} is missing: run make dist`);
    this.base = `http://127.0.0.1:${port}`;
    this.folder = mkdtempSync(join(tmpdir(), "longan-load-"));
    mkdirSync(join(this.folder, "data"), { mode: 0o700 });
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    this.#environment = {
      PATH: process.env.PATH,
      LONGAN_LISTEN: `127.0.0.1:${port}`,
      LONGAN_PUBLIC_ADDRESS: this.base,
      LONGAN_DEMO: "auto",
      LONGAN_SIGN_IN_PER_MINUTE: "10000",
      LONGAN_LOG_FILTER: "warn",
      ...settings,
    };
  }

  /** A command beside the server, in the same folder: what it says. */
  command(...words) {
    return execFileSync(this.#binary, words, { cwd: this.folder, env: this.#environment }).toString().trim();
  }

  async start() {
    const server = spawn(this.#binary, ["serve"], { cwd: this.folder, env: this.#environment, stdio: ["ignore", "ignore", "inherit"] });
    this.#process = server;
    for (let tries = 0; tries < 600 && server.exitCode === null; tries += 1) {
      const answer = await this.request("GET", "/health").catch(() => undefined);
      if (answer?.status === 200) return;
      await new Promise((wait) => setTimeout(wait, 100));
    }
    throw new Error("the server did not start");
  }

  async end(signal = "SIGTERM") {
    const server = this.#process;
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await new Promise((gone) => server.once("exit", gone));
  }

  /** Ends whatever still runs; the folder is gone. */
  async leave() {
    if (this.#process) await this.end("SIGKILL");
    this.#agent.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Resident memory of the running server, as the kernel writes it. */
  memory() {
    return readFileSync(`/proc/${this.#process.pid}/status`, "utf8").match(/VmRSS:\s*(.*)/)[1];
  }

  request(method, path, { body, headers = {}, cookie } = {}) {
    return new Promise((done, failed) => {
      const data = body === undefined ? undefined : Buffer.from(body);
      const call = http.request(
        this.base + path,
        {
          method,
          agent: this.#agent,
          headers: {
            ...headers,
            ...(cookie ? { cookie } : {}),
            ...(data ? { "content-length": data.length } : {}),
            "sec-fetch-site": "same-origin",
          },
        },
        (response) => {
          const parts = [];
          response.on("data", (part) => parts.push(part));
          response.on("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
          response.on("error", failed);
        },
      );
      call.on("error", failed);
      call.end(data);
    });
  }

  /** The cookies of a session. */
  async signIn(login, password = DEMO_PASSWORD) {
    const body = new URLSearchParams({ login, password, code: "", next: "/desk" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await this.request("POST", "/desk/login", { body, headers });
    if (answer.status !== 303) throw new Error(`sign-in of ${login}: ${answer.status}`);
    return answer.headers["set-cookie"].map((line) => line.split(";")[0]).join("; ");
  }

  /** A server function of the desk: what it answers. */
  async call(cookie, endpoint, args) {
    const headers = { "content-type": "application/json", accept: "application/json" };
    const answer = await this.request("POST", `/api/desk/${endpoint}`, { cookie, body: JSON.stringify(args), headers });
    if (answer.status !== 200) throw new Error(`${endpoint}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
    return JSON.parse(answer.body.toString());
  }
}

/** A port of the loopback address that nobody listens on. */
export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
