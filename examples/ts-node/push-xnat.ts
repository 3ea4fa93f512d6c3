// Sends a folder of DICOM files to a project of an XNAT, looks at what arrived, and archives it.
//
//   npx ts-node examples/ts-node/push-xnat.ts [FOLDER [PROJECT]]
//
// FOLDER is a tree subject/session/series. XNAT_HOST, XNAT_USER and XNAT_PASS name the server. Without them a look-alike XNAT is started on this
// machine, and without FOLDER a small study of made-up heads is written.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, writePhantomStudy } from "@scanferry/sandbox";
import { collect } from "@scanferry/transfer";
import { planPush, XnatClient } from "@scanferry/xnat-client";

async function main(): Promise<void> {
  const output = await mkdtemp(join(tmpdir(), "scanferry-example-"));
  const [folder = join(output, "dicomdir"), project = "SANDBOX"] = process.argv.slice(2);
  if (process.argv.length < 3) await writePhantomStudy(folder, { slices: 2 });

  // The plan asks no server: what goes where, and what is left out.
  const plan = await planPush(folder, { project, exclude: ["SCOUT"] });
  for await (const { id, files, problems } of plan.sessions())
    console.log(id, `${String(files)} files`, problems[0]?.message ?? "");
  console.log("files left out:", plan.totals.leftOut);

  const { XNAT_HOST, XNAT_USER = "", XNAT_PASS = "" } = process.env;
  const box = XNAT_HOST === undefined ? await startSandbox({ xnat: true }) : undefined;
  const xnat = await XnatClient.connect({
    baseUrl: XNAT_HOST ?? box!.url.xnat,
    auth: box?.credentials.xnat ?? { username: XNAT_USER, password: XNAT_PASS },
  });

  // Into the prearchive first; { destination: "archive" } would do both steps at once.
  const pushed = await collect(xnat.push(plan, { concurrency: 2 }));
  for (const { id, status, note, error } of pushed.results) console.log(id, status, error?.message ?? note);

  for (const { status, target } of pushed.results) {
    if (status !== "done" || target === undefined) continue;
    const { uri } = await xnat.prearchiveSession(target).archive();
    console.log("archived:", uri);
  }

  // All of it is in the archive now, so this sends nothing.
  const again = await collect(xnat.push(plan, { destination: "archive" }));
  console.log(`${String(again.unchanged)} unchanged, ${String(again.done)} sent again`);

  await plan.close();
  await xnat.close();
  await box?.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
