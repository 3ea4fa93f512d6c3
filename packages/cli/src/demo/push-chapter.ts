import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { planPush, XnatClient } from "@scanferry/xnat-client";
import type { Sandbox } from "@scanferry/sandbox";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { countOf } from "../output/count-of.js";
import { runTransfer } from "../transfer/run-transfer.js";
import type { DemoPaths } from "./demo-paths.js";

const project = "SANDBOX";

/** Plays the upload scripts' job: a tree of DICOM files is planned, sent and archived, and what comes back is what went in. */
export async function playPushChapter(
  call: CallContext,
  { sandbox, paths }: { sandbox: Sandbox; paths: DemoPaths },
): Promise<number> {
  const { signal } = call;
  const { writePhantomStudy } = await import("@scanferry/sandbox");
  await writePhantomStudy(paths.dicom, { subjects: ["007"], slices: 8 });
  // The site's script rewrites what arrives; here what comes back is to be compared.
  sandbox.state.xnat.settings.anonymize = false;
  const xnat = await XnatClient.connect(
    { baseUrl: sandbox.url.xnat, auth: sandbox.credentials.xnat },
    { signal },
  );
  try {
    const plan = await planPush(paths.dicom, { project, exclude: ["SCOUT"], signal });
    try {
      for await (const { id, series, files } of plan.sessions())
        call.say(`   ${id}: ${String(series.length)} series, ${countOf(files, "file")}`);
      call.say(`   left out, by --exclude SCOUT: ${countOf(plan.totals.leftOut.excluded ?? 0, "file")}`);
      const code = await runTransfer(
        call,
        (from) => xnat.push(plan, { ...from, destination: "archive" }),
        silent,
      );
      if (code !== exit.done) return code;
    } finally {
      await plan.close();
    }
    const code = await runTransfer(
      call,
      (from) =>
        xnat.project(project).pull(paths.returned, { subjects: ["007"], resources: ["DICOM"], ...from }),
      silent,
    );
    if (code !== exit.done) return code;
    call.say(`   Equal byte by byte: ${countOf(await sameFiles(paths), "file")}.`);
    return exit.done;
  } finally {
    sandbox.state.xnat.settings.anonymize = true;
    await xnat.close();
  }
}

const silent = { line: () => undefined };

/** Finds each file that came back among those that were sent; XNAT gives them names of its own. */
async function sameFiles({ dicom, returned }: DemoPaths): Promise<number> {
  const sent = new Set(await contents(dicom));
  const back = await contents(returned);
  if (back.length > 0 && back.every((content) => sent.has(content))) return back.length;
  throw new ScanferryError("internal", "What came back from the XNAT is not what was sent.");
}

async function contents(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith(".dcm"));
  return Promise.all(files.map((name) => readFile(join(folder, name), "latin1")));
}
