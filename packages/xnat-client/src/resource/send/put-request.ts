import {
  changedError,
  fewerRetriesOn500,
  formBody,
  isScanferryError,
  type UploadBody,
} from "@scanferry/transfer";
import { requestPath } from "../../http/request-path.js";
import { duplicatesIn } from "../server/put-answer.js";
import type { Sending } from "./sending.js";

/** What one PUT carries besides its body. */
export interface PutRequestFacts {
  /** Name below the resource; for an archive to unpack, only its ending matters. */
  readonly name: string;
  readonly contentType: string;
  readonly extract: boolean;
  readonly overwrite: boolean;
}

/** XNAT answers when it has unpacked everything. */
const unpackMs = 3_600_000;
const octets = "application/octet-stream";

/** Makes the function that sends bodies to one name; a plain 500 is worth one repeat at most. */
export function putRequest(
  sending: Sending,
): (body: UploadBody, facts: PutRequestFacts, signal: AbortSignal) => Promise<readonly string[]> {
  const worthAsking = fewerRetriesOn500();
  return async (body, facts, signal) => {
    const { ctx, target, options } = sending;
    const { format, content, tags } = options;
    const { extract, overwrite } = facts;
    // XNAT takes no empty body, and no body without a length: an empty file goes as a form (wire/xnat.md, 5 and 9).
    const form =
      body.lengthBytes === 0
        ? formBody({}, { field: "file", name: "file", contentType: octets }, { ...body, lengthBytes: 0 })
        : undefined;
    const answer = await ctx.http.bytes(
      "PUT",
      `${target.path}/files${requestPath(...facts.name.split("/"))}`,
      {
        query: {
          ...(form === undefined ? { inbody: "true" } : {}),
          ...(extract ? { extract: "true" } : {}),
          ...(overwrite ? { overwrite: "true" } : {}),
          format,
          content,
          tags,
        },
        headers: { "Content-Type": form?.contentType ?? facts.contentType },
        body: form ?? body,
        ...(extract ? { answerMs: unpackMs } : {}),
        signal,
      },
    );
    // The names of a large archive may all be duplicates.
    const text = await answer.text(64 * 1024 * 1024);
    const { status, headers } = answer;
    try {
      return duplicatesIn(ctx, { status, headers, text }, target);
    } catch (error) {
      if (!isScanferryError(error) || worthAsking(answer)) throw error;
      throw changedError(error, { retryable: false });
    }
  };
}
