import type { Http } from "@scanferry/transfer";

import type { XnatContext } from "../../../src/context.js";
import { bytesOf } from "../../../../../tools/test-support/all-of.js";

type Rows = Record<string, string>[];

/** As if the lists of a path had other rows than the sandbox's. */
export function editedList(ctx: XnatContext, ending: string, edit: (rows: Rows) => void): XnatContext {
  const bytes: Http["bytes"] = async (method, path, options) => {
    const answer = await ctx.http.bytes(method, path, options);
    if (!String(path).endsWith(ending)) return answer;
    const list = JSON.parse((await bytesOf(answer.body)).toString()) as {
      ResultSet: { Result: Rows; totalRecords?: string };
    };
    const { ResultSet } = list;
    edit(ResultSet.Result);
    if (ResultSet.totalRecords !== undefined) ResultSet.totalRecords = String(ResultSet.Result.length);
    const body = (async function* () {
      yield await Promise.resolve(Buffer.from(JSON.stringify(list)));
    })();
    return { ...answer, body };
  };
  return { ...ctx, http: { ...ctx.http, bytes } };
}
