import type { UploadItem } from "@scanferry/transfer";
import { listedThere } from "../server/listed-there.js";
import { sameSize } from "../server/same-content.js";
import { openFile } from "../sources/open-file.js";
import { fileId, fileTarget } from "./file-result.js";
import { putRequest } from "./put-request.js";
import type { Sending, SentFile } from "./sending.js";

/** One file as one request. */
export function fileItem(sending: Sending, sent: SentFile): UploadItem {
  const { ctx, target } = sending;
  const { file } = sent;
  const { name, path, sizeBytes } = file;
  const request = putRequest(sending);
  let tries = 0;
  return {
    id: fileId(target, file),
    target: fileTarget(target, file),
    sizeBytes,
    digests: ["sha256", "md5"],
    open: () => openFile(path),
    put: async ({ signal }) => {
      let overwrite = sent.replace;
      if (tries++ > 0 && !sent.replace) {
        // The answer to the last try may be all that was lost; what it left half done is our own.
        const there = (await listedThere(ctx, target, [name], { signal })).get(name);
        if (there !== undefined && sameSize(there, file)) return { unchanged: true };
        overwrite = there !== undefined;
      }
      return {
        write: async (body, { signal: own }) => {
          const facts = { name, contentType: "application/octet-stream", extract: false, overwrite };
          sent.duplicate = (await request(body, facts, own)).length > 0;
          sent.again = tries > 1;
        },
        finish: ({ md5, sha256 }) => {
          Object.assign(sent, md5 === undefined ? {} : { md5 }, sha256 === undefined ? {} : { sha256 });
          return Promise.resolve({});
        },
      };
    },
  };
}
