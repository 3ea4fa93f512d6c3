import { resolve } from "node:path";
import { FolderOfServer, type DownloadOptions, type TransferResult } from "@scanferry/transfer";

import type { LorisContext } from "../context.js";
import { checkOptions } from "./check-options.js";
import { planPull } from "./plan-pull.js";
import type { PullRun } from "./planner.js";
import type { PullOptions } from "./pull-options.js";
import { runPlan } from "./run-plan.js";
import { SidecarStore } from "./sidecars/sidecar-store.js";
import { contentChecks } from "./whole/content-checks.js";

/**
 * Brings a study, or what the filters leave of it, into a folder, and brings an existing folder up to date: of what is here and still
 * right no bytes move. The server's list is read once, as a stream; a filter's value that it does not know stops before the first file.
 *
 * @throws {@link ScanferryError} `input/invalid` (also for the folder of another LORIS), `auth/*`, `remote/*` or `net/*` when the list cannot be had; `aborted`,
 * `local/no-space`; a file that fails is a result
 */
export async function* pull(
  ctx: LorisContext,
  dir: string,
  options: PullOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  checkOptions(options);
  const root = resolve(dir);
  const { signal } = options;
  const folder = await FolderOfServer.check({ kind: "LORIS", baseUrl: ctx.baseUrl }, root);
  const warn = (message: string, hint?: string): void =>
    options.onEvent?.({ type: "warning", message, ...(hint === undefined ? {} : { hint }) });
  const plan = await planPull(ctx, options, { warn, signal });
  try {
    // A plan that names what is up to date would be none, so that a dry run compares as a check does.
    const check = options.check === true || options.dryRun === true;
    if (!check) await folder.note(signal);
    const sidecars = await SidecarStore.open({
      root,
      type: options.type ?? "bids",
      write: options.sidecars !== false && !check,
      images: () => plan.selection.images(),
      signal,
    });
    const run: PullRun = { root, options: { ...options, check }, sidecars, warn, signal };
    yield* runPlan(plan.items(run), root, {
      ...downloadOptions(ctx, options),
      check,
      isListed: (id) => plan.selection.isListed(id),
    });
    await sidecars.removeShared();
  } finally {
    await plan.close();
  }
}

/** The engine's part of the options. */
function downloadOptions(ctx: LorisContext, options: PullOptions): DownloadOptions {
  return {
    checks: contentChecks,
    renew: ({ signal }) => ctx.renew({ signal }),
    now: ctx.now,
    sleep: ctx.sleep,
    random: ctx.random,
    retries: ctx.retries,
    ...options,
  };
}
