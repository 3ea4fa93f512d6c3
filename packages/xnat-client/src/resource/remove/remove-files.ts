import {
  isAbort,
  isLoginFailure,
  toScanferryError,
  type MoveOptions,
  type ScanferryError,
  type TransferResult,
} from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { filePath } from "../../http/file-path.js";
import { listRows } from "../../http/list-rows.js";
import { xnatFileOf, type XnatFile } from "../../schemas/xnat-file.js";
import { FileMatcher } from "../../select/file-matcher.js";
import { findTarget, type PutTarget } from "../place/put-target.js";
import type { PutPlace } from "../put-options.js";
import { fileId, fileTarget } from "../send/file-result.js";
import { noFile, noResource, takesOthers, stillThere } from "../server/resource-errors.js";
import { writeError } from "../server/write-error.js";

/** How files are deleted. */
export type RemoveFilesOptions = Pick<MoveOptions, "signal" | "onEvent" | "dryRun">;

/**
 * Deletes files of a resource, one result each. XNAT deletes by prefix (`img1` takes `img10` along, wire/xnat.md 11b): a file whose name begins that
 * of another one, which is to stay, is refused. Afterwards the list is looked at again.
 *
 * @param names Paths below the resource, folders (`sub/`), or patterns with `*` and `?`.
 * @throws {@link ScanferryError} `remote/not-found` for the resource, `auth/rejected`, `aborted`
 */
export async function* removeFiles(
  ctx: XnatContext,
  place: PutPlace,
  names: readonly string[],
  options: RemoveFilesOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  const { signal, dryRun = false, onEvent } = options;
  const target = await findTarget(ctx, place, { signal, byNumber: true });
  if (!target.exists) throw noResource(target.name);
  const matcher = new FileMatcher(names);
  const before = await listOf(ctx, target, (file) => matcher.meets(file.path), signal);
  const meant = new Set(before.files.map(({ stored }) => stored));
  const hindered = await hinderedBy(ctx, target, meant, signal);
  for (const name of matcher.unmet) yield resultOf(target, name, "failed", noFile(fileId(target, { name })));
  // The longest first: what one of them would take along has gone by itself then.
  const sorted = [...before.files].sort((a, b) => b.stored.length - a.stored.length);
  const failures = new Map<string, ScanferryError>();
  for (const file of sorted) {
    const others = hindered.get(file.stored);
    if (others !== undefined)
      failures.set(file.stored, takesOthers(fileId(target, { name: file.path }), others));
    else if (!dryRun) await removeOne(ctx, target, file, signal).catch(noting(failures, file));
  }
  if (dryRun) {
    for (const { path, stored, sizeBytes } of before.files)
      yield resultOf(target, path, "planned", failures.get(stored), sizeBytes);
    return;
  }
  const after = await listOf(ctx, target, ({ stored }) => meant.has(stored), signal);
  const left = new Set(after.files.map(({ stored }) => stored));
  for (const { path, stored, sizeBytes } of before.files) {
    const error = left.has(stored)
      ? (failures.get(stored) ?? stillThere(fileId(target, { name: path })))
      : undefined;
    yield resultOf(target, path, "done", error, sizeBytes);
  }
  const gone = before.rows - after.rows - (meant.size - left.size);
  if (gone > 0) {
    onEvent?.({
      type: "warning",
      id: target.name,
      message: `${String(gone)} further files are no longer listed.`,
      hint: "Somebody else may have deleted them meanwhile; look at the resource.",
    });
  }
}

/** The files that are meant, and how many rows there are in all. */
async function listOf(
  ctx: XnatContext,
  target: PutTarget,
  isMeant: (file: XnatFile) => boolean,
  signal: AbortSignal | undefined,
): Promise<{ files: readonly XnatFile[]; rows: number }> {
  const files: XnatFile[] = [];
  let rows = 0;
  for await (const file of filesOf(ctx, target, signal)) {
    rows++;
    if (isMeant(file)) files.push(file);
  }
  return { files, rows };
}

/** Which of the files that are meant begin the names of others, and of how many. */
async function hinderedBy(
  ctx: XnatContext,
  target: PutTarget,
  meant: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const hindered = new Map<string, number>();
  for await (const { stored } of filesOf(ctx, target, signal)) {
    if (meant.has(stored)) continue;
    for (let length = 1; length < stored.length; length++) {
      const prefix = stored.slice(0, length);
      if (meant.has(prefix)) hindered.set(prefix, (hindered.get(prefix) ?? 0) + 1);
    }
  }
  return hindered;
}

async function* filesOf(
  ctx: XnatContext,
  { path, name: subject, project }: PutTarget,
  signal: AbortSignal | undefined,
): AsyncGenerator<XnatFile, void, undefined> {
  for await (const row of listRows(ctx, `${path}/files`, { signal, subject, project }))
    yield xnatFileOf(row, ctx.version.line);
}

async function removeOne(
  ctx: XnatContext,
  target: PutTarget,
  { uri, path }: XnatFile,
  signal: AbortSignal | undefined,
): Promise<void> {
  const address = filePath(uri, ctx.version.line);
  const { status, headers, text } = await ctx.http.api(
    "DELETE",
    address,
    signal === undefined ? {} : { signal },
  );
  // 404: it went with another one, or the answer to an earlier try was lost; the list says whether it is gone.
  if (status === 404 || (status >= 200 && status <= 299)) return;
  throw writeError(ctx, { status, headers }, text, {
    ...target,
    path: address,
    name: fileId(target, { name: path }),
  });
}

function noting(failures: Map<string, ScanferryError>, { stored }: XnatFile): (caught: unknown) => void {
  return (caught) => {
    const error = toScanferryError(caught);
    if (isAbort(error) || isLoginFailure(error)) throw error;
    failures.set(stored, error);
  };
}

function resultOf(
  target: PutTarget,
  name: string,
  status: "done" | "planned" | "failed",
  error: ScanferryError | undefined,
  bytes = 0,
): TransferResult {
  const names = { id: fileId(target, { name }), target: fileTarget(target, { name }), action: "delete" };
  return error === undefined ? { ...names, status, bytes } : { ...names, status: "failed", bytes: 0, error };
}
