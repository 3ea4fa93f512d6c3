import type { ByteStream } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";

const longestBegin = 64;

/**
 * Looks at how a list begins: XNAT answers some routes with the thing itself (`/projects/P/experiments/E/scans` on 1.6.4 with the
 * experiment), and then there are no rows, in silence.
 *
 * @throws {@link ScanferryError} `remote/failed` for an item, and for anything that is no list
 */
export async function listBody(body: ByteStream): Promise<ByteStream> {
  const rest = body[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let begin = "";
  while (begin.length < longestBegin && !/\w"/.test(begin)) {
    const next = await rest.next();
    if (next.done === true) break;
    first.push(next.value);
    begin += Buffer.from(next.value.subarray(0, longestBegin)).toString("latin1").replace(/\s/g, "");
  }
  const name = /^(?:\u00ef\u00bb\u00bf)?\{"(\w+)"/.exec(begin)?.[1];
  // What is no JSON at all is named by the reader of the list.
  if (name !== "ResultSet" && (name !== undefined || /^(?:\u00ef\u00bb\u00bf)?[{[]/.test(begin))) {
    await rest.return?.();
    throw new ScanferryError(
      "remote/failed",
      name === "items"
        ? "XNAT answered with one thing where a list was asked for."
        : "XNAT's answer is not a list.",
      {
        hint: "This release does not have this list at this path. Scans are listed below /data/experiments/ID and below /data/projects/P/subjects/S/experiments/E.",
        details: { reason: name === "items" ? "item" : "shape" },
      },
    );
  }
  return {
    async *[Symbol.asyncIterator]() {
      try {
        yield* first;
        for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
      } finally {
        await rest.return?.();
      }
    },
  };
}
