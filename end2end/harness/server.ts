// The program under test: the release binary alone in an empty folder, on a free port; in demo mode unless a spec wants
// an installation for real work.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BINARY = process.env.LONGAN_BINARY ?? fileURLToPath(new URL("../../dist/longan", import.meta.url));
/** Filling a new database with demo content is part of the first start. */
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** What a command of the program ended with. */
export interface Ended {
  status: number;
  /** Standard output and standard error. */
  text: string;
}

/** `auto`: people and content of the demo. `off`: the county's plan and nobody in it. */
export type Demo = "auto" | "off";

/** Settings of the program by their names in the environment. */
export type Settings = Record<string, string>;

export class Server {
  readonly url: string;
  private process: ChildProcess | undefined;
  private lines = "";

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly demo: Demo,
    private more: Settings,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * Starts the binary in a folder of its own: the single file is all it may need. A demo goes on from a copy of the one
   * that was filled before the journeys (template.ts).
   */
  static async launch(demo: Demo = "auto", more: Settings = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "longan-end2end-"));
    const template = process.env.LONGAN_TEMPLATE;
    if (demo === "auto" && template) await cp(template, folder, { recursive: true });
    return Server.launchIn(folder, demo, more);
  }

  /** The same in a folder that exists, over the data that it may have. */
  static async launchIn(folder: string, demo: Demo = "auto", more: Settings = {}): Promise<Server> {
    await cp(BINARY, join(folder, "longan"));
    const server = new Server(folder, await freePort(), demo, more);
    await server.start();
    return server;
  }

  /** Starts the process over the folder's data; also after `stop`, to see what a restart keeps. */
  async start(): Promise<void> {
    const child = spawn("./longan", ["serve"], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.lines += text));
    }
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await this.answers())) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`longan ended at once:\n${this.lines}`);
      if (Date.now() > deadline) throw new Error(`longan does not answer after ${START_LIMIT_MS} ms:\n${this.lines}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGTERM ends it in order; SIGKILL is the power cut. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    const limit = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  /** Goes on over the same data with these settings changed, say on another day of the demo's clock. */
  async goOn(more: Settings): Promise<void> {
    await this.stop();
    this.more = { ...this.more, ...more };
    await this.start();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs another command of the program over the same data, as somebody at the machine does. */
  async run(...words: string[]): Promise<Ended> {
    return new Promise((resolve, reject) => {
      execFile("./longan", words, { cwd: this.folder, env: this.environment() }, (error, out, err) => {
        const text = `${out}${err}`;
        if (error === null) resolve({ status: 0, text });
        else if (typeof error.code === "number") resolve({ status: error.code, text });
        else reject(error);
      });
    });
  }

  /** What it printed so far: addresses, demo accounts, log lines. */
  output(): string {
    return this.lines;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      LONGAN_LISTEN: `127.0.0.1:${this.port}`,
      LONGAN_PUBLIC_ADDRESS: this.url,
      LONGAN_DEMO: this.demo,
      // All journeys come from one address, more often than people do.
      LONGAN_SIGN_IN_PER_MINUTE: "10000",
      // Sites outside cannot be reached from here, and a column of theirs would turn red in the middle of a journey.
      LONGAN_PROBES_A_DAY: "off",
      ...this.more,
    };
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  probe.close();
  await once(probe, "close");
  return address.port;
}
