import type { TransferResult } from "@scanferry/transfer";
import { makeResource } from "./place/put-target.js";
import { listedThere } from "./server/listed-there.js";
import { decideFiles } from "./send/decide-files.js";
import { failedFile, fileId, fileResult, fileTarget } from "./send/file-result.js";
import { sendFiles } from "./send/send-files.js";
import type { Sending, SentFile } from "./send/sending.js";
import type { PlannedSources } from "./sources/plan-sources.js";
import type { SourceFile } from "./sources/source-file.js";

/** So much is looked up, sent and looked at again together; nothing more of a task is held. */
const chunkFiles = 5000;
const chunkBytes = 4 * 1024 ** 3;

/** Stores the files of one resource; each has one result. */
export async function* putTask(
  sending: Sending,
  planned: PlannedSources,
): AsyncGenerator<TransferResult, void, undefined> {
  const state = { isMade: sending.target.exists };
  for await (const chunk of chunksOf(planned)) yield* putChunk(sending, chunk, state);
}

async function* putChunk(
  sending: Sending,
  chunk: readonly SourceFile[],
  state: { isMade: boolean },
): AsyncGenerator<TransferResult, void, undefined> {
  const { ctx, target, options } = sending;
  const { signal, dryRun = false, onEvent } = options;
  const names = chunk.map(({ name }) => name);
  const there = state.isMade ? await listedThere(ctx, target, names, { signal }) : new Map<string, never>();
  const send: SentFile[] = [];
  for await (const { file, what } of decideFiles(sending, chunk, there)) {
    const { sizeBytes } = file;
    onEvent?.({
      type: "plan",
      id: fileId(target, file),
      target: fileTarget(target, file),
      action: "upload",
      sizeBytes,
    });
    if (typeof what !== "string") yield failedFile(target, file, what);
    else if (what === "unchanged") yield fileResult(target, file, what);
    else if (dryRun) yield fileResult(target, file, "planned");
    else send.push({ file, replace: what === "replace" });
  }
  if (send.length === 0) return;
  if (!state.isMade) {
    await makeResource(ctx, target, options);
    state.isMade = true;
  }
  yield* sendFiles(sending, send);
}

/** An archive's files stay together, because they go as one request. */
async function* chunksOf({ files, archives }: PlannedSources): AsyncGenerator<SourceFile[], void, undefined> {
  let chunk: SourceFile[] = [];
  let bytes = 0;
  for await (const file of files.read()) {
    const isInside = archives.has(file.path) && chunk.at(-1)?.path === file.path;
    const isFull = chunk.length >= chunkFiles || (bytes + file.sizeBytes > chunkBytes && chunk.length > 0);
    if (isFull && !isInside) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(file);
    bytes += file.sizeBytes;
  }
  if (chunk.length > 0) yield chunk;
}
