import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DicomPeer } from "../../src/index.js";
import { freePort } from "./free-port.js";
import { startProgram, type Program } from "./start-program.js";

/** DCMTK's receiver. */
export interface Storescp extends AsyncDisposable {
  readonly peer: DicomPeer;
  readonly folder: string;
  /** The names of the files that it has stored, in order. */
  stored(): Promise<string[]>;
  output: Program["output"];
}

/** Starts `storescp` on a free port, with a folder of its own. Data sets are stored bit by bit as they come. */
export async function startStorescp(...args: string[]): Promise<Storescp> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-scp-"));
  const port = await freePort();
  const program = await startProgram("storescp", ["-od", folder, "+B", ...args, String(port)], port);
  return {
    peer: { host: "127.0.0.1", port },
    folder,
    stored: async () => (await readdir(folder)).sort(),
    output: () => program.output(),
    [Symbol.asyncDispose]: async () => {
      await program[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
