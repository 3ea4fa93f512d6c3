import { openFromHttp, type FileItem } from "../../src/index.js";
import { http } from "./use-download-server.js";

/** An item that comes from the server of the test. */
export const item = (more: Partial<FileItem> = {}): FileItem => ({
  id: "a",
  target: "a.bin",
  open: openFromHttp(http, "/a"),
  ...more,
});

/** A body of one piece. */
export async function* one(data: Uint8Array | string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield typeof data === "string" ? Buffer.from(data) : data;
}

/** An item whose content is given here and comes from no server. */
export const given = (id: string, data: Uint8Array | string): FileItem => ({
  id,
  target: id,
  open: () => Promise.resolve({ status: "full", body: one(data) }),
});
