import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  startSandbox,
  writePhantomDataset,
  type NextcloudSandboxOptions,
  type Sandbox,
} from "@scanferry/sandbox";
import { onTestFinished } from "vitest";
import { cleanEnv, runCli, temporaryFolder, type RunOptions, type RunResult } from "./run-cli.js";

/** A running Nextcloud, a folder to work in, a dataset in it, and the program with a login for that server. */
export interface Cloud {
  sandbox: Sandbox;
  /** Working folder of the program, and its home. */
  folder: string;
  dataset: string;
  env: Record<string, string>;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** Starts a server and makes a small dataset; all is gone when the test has finished. */
export async function startCloud(
  options: NextcloudSandboxOptions = {},
  dataset: Parameters<typeof writePhantomDataset>[1] = { participants: 2 },
): Promise<Cloud> {
  const folder = temporaryFolder();
  const sandbox = await startSandbox({ nextcloud: options });
  onTestFinished(() => sandbox.close());
  const images = join(folder, "mri_images");
  mkdirSync(images);
  await writePhantomDataset(images, { sizeVoxels: 12, ...dataset });
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const env = {
    ...cleanEnv(folder),
    NEXTCLOUD_URL: sandbox.url.nextcloud,
    NEXTCLOUD_USER: username,
    NEXTCLOUD_PASSWORD: appPassword,
  };
  return {
    sandbox,
    folder,
    dataset: images,
    env,
    run: (args, run = {}) => runCli(args, { cwd: folder, ...run, env: { ...env, ...run.env } }),
  };
}

/** An environment without the login, to test other ways of giving it. */
export const noLogin = { NEXTCLOUD_URL: "", NEXTCLOUD_USER: "", NEXTCLOUD_PASSWORD: "" };

/** Writes a file that only its owner can read. */
export function writeSecret(path: string, text: string, mode = 0o600): string {
  writeFileSync(path, text, { mode });
  return path;
}
