import { resolve } from "node:path";
import {
  FolderOfServer,
  download,
  type DownloadOptions,
  type TransferItem,
  type TransferResult,
} from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import { FileMatcher } from "../select/file-matcher.js";
import { scanMatcher } from "../select/scan-matcher.js";
import { noFile } from "../resource/server/resource-errors.js";
import { checkOptions } from "./check-options.js";
import { OpenLists } from "./group/open-lists.js";
import { ZipHealth } from "./group/zip-health.js";
import { chooseLayout } from "./layout/choose-layout.js";
import { FolderOwners } from "./owners/folder-owners.js";
import { FileCounts } from "./plan/file-counts.js";
import { Givers } from "./plan/givers.js";
import type { PlanContext } from "./plan/plan-context.js";
import { planItems } from "./plan/plan-items.js";
import { isWholeProject } from "./plan/pull-levels.js";
import { failed } from "./plan/settled.js";
import { scopeById } from "./plan/scope-by-id.js";
import type { PullOptions, PullScope } from "./pull-options.js";
import { VanishedFiles } from "./vanished/vanished-files.js";
import { warnOnce } from "./warn-once.js";

/**
 * Brings a project, a subject, a session, a scan or a resource, or what the filters leave of it, into a folder, and brings an existing folder up to
 * date: of what is here and still right no bytes move. Resources come as streamed zips, unpacked while they arrive and held against the server's list; what
 * is missing or damaged then is fetched by itself. There is one result per file.
 *
 * @throws {@link ScanferryError} `input/invalid` (also for the folder of another XNAT), `remote/not-found` for the scope, with `strict` for any name;
 * `auth/*`, `remote/*` or `net/*` when sessions cannot be listed; `aborted`, `local/no-space`; a file that fails is a result
 */
export async function* pull(
  ctx: XnatContext,
  named: PullScope,
  dir: string,
  options: PullOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  checkOptions(named, options);
  const layout = chooseLayout(options.layout);
  const root = resolve(dir);
  const { signal } = options;
  const folder = await FolderOfServer.check({ kind: "XNAT", baseUrl: ctx.baseUrl }, root);
  const scope = await scopeById(ctx, named, { signal });
  const matcher = scanMatcher(options);
  const lists = new OpenLists();
  const vanished = await VanishedFiles.open(root, isWholeProject(scope, options));
  const isReadOnly = options.check === true || options.dryRun === true;
  const owners = await FolderOwners.open(root, { isReadOnly });
  const warn = warnOnce(options.onEvent);
  const files = options.files === undefined ? undefined : new FileMatcher(options.files);
  const health = options.zips === false || files !== undefined ? undefined : new ZipHealth();
  const counts = new FileCounts();
  const givers = new Givers(options.sessions !== undefined || scope.experiment !== undefined);
  const plan: PlanContext = {
    ctx,
    scope,
    options,
    layout,
    matcher,
    lists,
    owners,
    health,
    files,
    vanished,
    counts,
    givers,
    warn,
  };
  const items = planItems(plan, { signal });
  try {
    // Whatever stops a pull before its first byte stops it here, before anything is written.
    const first = await items.next();
    if (first.done !== true && !isReadOnly) {
      await folder.note(signal);
      await owners.begin();
    }
    yield* download(itemsFrom(first, items, plan), root, downloadOptions(ctx, options));
  } finally {
    await items.return();
    await lists.close();
    await givers.close();
    await vanished?.close();
    await owners.close();
  }
}

async function* itemsFrom(
  first: IteratorResult<TransferItem, unknown>,
  rest: AsyncIterator<TransferItem>,
  plan: PlanContext,
): AsyncGenerator<TransferItem, void, undefined> {
  const { vanished, files } = plan;
  for (let step = first; step.done !== true; step = await rest.next()) {
    const { value } = step;
    if ("kind" in value && value.kind === "settled" && value.status === "failed") vanished?.markPartial();
    yield value;
  }
  for (const name of files?.unmet ?? []) yield failed(name, noFile(name));
  if (vanished !== undefined) {
    const isAsked = (path: string): boolean => files?.meets(path) !== false;
    yield* vanished.items(plan.scope.project, isAsked);
  }
  // Here and not behind the download, whose last event is the summary.
  warnUnmatched(plan);
  plan.counts.tellRest(plan.warn);
}

/** A pattern that nothing matched is mostly a misspelled one. */
function warnUnmatched(plan: PlanContext): void {
  const { scans, resources } = plan.matcher.unmatched();
  const count = scans.length + resources.length;
  if (count === 0) return;
  plan.warn(
    count === 1
      ? "A pattern for scans or resources matched nothing."
      : `${count} patterns for scans or resources matched nothing.`,
    `Nothing matched: ${[...scans, ...resources].join(", ")}. List what there is with: scanferry xnat ls PROJECT/SUBJECT/SESSION.`,
  );
}

/** The engine's part of the options. */
function downloadOptions(ctx: XnatContext, options: PullOptions): DownloadOptions {
  return {
    renew: ({ signal }) => ctx.renew({ signal }),
    now: ctx.now,
    sleep: ctx.sleep,
    random: ctx.random,
    retries: ctx.retries,
    ...options,
  };
}
