import {
  ScanferryError,
  upload,
  type TransferEvent,
  type TransferResult,
  type UploadItem,
} from "@scanferry/transfer";
import { verifyArrival } from "../server/verify-arrival.js";
import { groupItems } from "./group-items.js";
import type { Sending, SentFile } from "./sending.js";

/** Sends files, several requests at once, and then looks at the server's list; what arrived with other bytes is sent once more. */
export async function* sendFiles(
  sending: Sending,
  all: readonly SentFile[],
): AsyncGenerator<TransferResult, void, undefined> {
  const { signal } = sending.options;
  await request(sending, all);
  const again: SentFile[] = [];
  for await (const { sent, result } of verifyArrival(sending, all, { isLast: false, signal })) {
    if (result === undefined) again.push({ file: sent.file, replace: true });
    else yield result;
  }
  if (again.length === 0) return;
  await request(sending, again);
  for await (const { result } of verifyArrival(sending, again, { isLast: true, signal }))
    if (result !== undefined) yield result;
}

/** Sends them and notes with each how its request ended. */
async function request(sending: Sending, all: readonly SentFile[]): Promise<void> {
  const { ctx, options } = sending;
  const carried = new Map<string, readonly SentFile[]>();
  function* items(): Generator<UploadItem> {
    for (const { item, sent } of groupItems(sending, all)) {
      carried.set(item.id, sent);
      yield item;
    }
  }
  const { onEvent, journal: _journal, ...moving } = options;
  const results = upload(items(), {
    renew: ({ signal }) => ctx.renew({ signal }),
    now: ctx.now,
    sleep: ctx.sleep,
    random: ctx.random,
    retries: ctx.retries,
    ...moving,
    onEvent: (event) => {
      if (isMoving(event)) onEvent?.(event);
    },
  });
  for await (const { id, sha256, error, status } of results) {
    const sent = carried.get(id) ?? [];
    carried.delete(id);
    for (const one of sent) {
      if (status === "failed")
        one.error = error ?? new ScanferryError("internal", "An upload failed without saying why.");
      if (sha256 !== undefined && sent.length === 1) one.sha256 = sha256;
    }
  }
}

/** Results and the summary are told per file, once it is known that the file arrived. */
function isMoving({ type }: TransferEvent): boolean {
  return type === "start" || type === "progress" || type === "retry" || type === "wait" || type === "warning";
}
