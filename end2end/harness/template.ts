// A folder in which the demo has been filled once: every worker starts over a copy of it. Filling costs a server seven
// seconds of one core, mostly for the widths of its pictures, which would be a fifth of what the journeys take.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server } from "./server.ts";

/** What is made in the background after the start counts as made when no file has come for so long. */
const QUIET_MS = 2_000;
const LIMIT_MS = 60_000;

/** Runs before the workers start; what it returns runs after they have ended. */
export default async function prepare(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "longan-end2end-template-"));
  const server = await Server.launchIn(folder);
  await quiet(join(folder, "data"));
  await server.stop();
  process.env.LONGAN_TEMPLATE = folder;
  return () => rm(folder, { recursive: true, force: true });
}

async function quiet(folder: string): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  let files = 0;
  let since = Date.now();
  while (Date.now() < end && Date.now() - since < QUIET_MS) {
    const now = (await readdir(folder, { recursive: true })).length;
    if (now !== files) [files, since] = [now, Date.now()];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
