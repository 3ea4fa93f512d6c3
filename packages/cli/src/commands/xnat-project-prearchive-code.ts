import type { PrearchiveCode } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withXnat } from "../xnat/connect.js";
import { changeOne } from "../xnat/manage/change-one.js";

const meanings: Readonly<Record<number, string>> = {
  0: "what arrives waits in the prearchive",
  4: "what arrives is archived",
  5: "what arrives is archived, also over what is there",
};

/** `scanferry xnat project prearchive-code ID [CODE]` */
export async function run(call: CallContext): Promise<number> {
  const [id = "", code] = call.args;
  const { signal } = call;
  return withXnat(call, async (xnat) => {
    const project = xnat.project(id);
    const before = await project.prearchiveCode({ signal });
    if (code === undefined) {
      const words = meanings[before] ?? "";
      await call.out.record(
        { type: "prearchive-code", project: id, code: before },
        `${String(before)}\t${words}`,
      );
      return exit.done;
    }
    const wanted = Number(code) as PrearchiveCode;
    return changeOne(call, {
      id,
      target: `/data/projects/${id}/prearchive_code`,
      action: "set",
      isSo: before === wanted,
      note: `${String(before)} → ${code}: ${meanings[wanted] ?? ""}`,
      change: () => project.setPrearchiveCode(wanted, { signal }),
    });
  });
}
