import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Sandbox, XnatSandboxOptions } from "@scanferry/sandbox";
import { collect, type Collected, type TransferResult } from "@scanferry/transfer";
import { onTestFinished } from "vitest";
import type { XnatClient } from "../../../src/index.js";
import { openBox } from "../../helpers/open-box.js";

/** A look-alike XNAT with one subject P/S1/S1_MR1/1, a client, and a folder for what is sent. */
export interface ResourceStage {
  readonly sandbox: Sandbox;
  readonly xnat: XnatClient;
  readonly dir: string;
  /** Writes files into the folder; gives its path. */
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>, below?: string) => Promise<string>;
  /** Runs to the end. */
  readonly run: (results: AsyncIterable<TransferResult>) => Promise<Collected>;
  /** The catalog of a resource, name to text. @param resource `P/S1/S1_MR1/1/LABEL` */
  readonly texts: (resource: string) => Promise<Record<string, string>>;
  /** How many PUTs of files arrived. */
  readonly puts: () => number;
}

/** Starts a stage; it is taken down after the test. */
export async function useResource(options: XnatSandboxOptions = {}): Promise<ResourceStage> {
  const session = { label: "S1_MR1", scans: [{ id: "1", type: "T1w" }] };
  const projects = [{ id: "P", subjects: [{ label: "S1", sessions: [session] }] }];
  const box = await openBox({ projects, ...options });
  const xnat = await box.client({ keepAlive: false });
  const dir = await mkdtemp(join(tmpdir(), "scanferry-resource-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const { sandbox } = box;
  return {
    sandbox,
    xnat,
    dir,
    write: async (files, below = "in") => {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(dir, below, name)), { recursive: true });
        await writeFile(join(dir, below, name), content);
      }
      return join(dir, below);
    },
    run: (results) => collect(results),
    texts: async (resource) => {
      const texts: Record<string, string> = {};
      for (const { path } of sandbox.state.xnat.files(resource))
        texts[path] = (await sandbox.state.xnat.fileBytes(resource, path)).toString();
      return texts;
    },
    puts: () => sandbox.log.find("PUT", /\/files\//).length,
  };
}
