// Lists what a project of an XNAT holds, downloads its DICOM files, then asks what has changed since.
//
//   npx ts-node examples/ts-node/pull-xnat.ts [FOLDER [PROJECT [SUBJECT…]]]
//
// XNAT_HOST, XNAT_USER and XNAT_PASS name the server. Without them a look-alike XNAT is started on this machine.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "@scanferry/sandbox";
import { collect } from "@scanferry/transfer";
import { XnatClient } from "@scanferry/xnat-client";

async function main(): Promise<void> {
  const [folder = await mkdtemp(join(tmpdir(), "scanferry-example-")), projectId = "SANDBOX", ...subjects] =
    process.argv.slice(2);

  const { XNAT_HOST, XNAT_USER = "", XNAT_PASS = "" } = process.env;
  const box = XNAT_HOST === undefined ? await startSandbox({ xnat: true }) : undefined;
  const xnat = await XnatClient.connect({
    baseUrl: XNAT_HOST ?? box!.url.xnat,
    auth: box?.credentials.xnat ?? { username: XNAT_USER, password: XNAT_PASS },
  });

  const project = xnat.project(projectId);
  for await (const experiment of project.experiments()) {
    console.log(experiment.subjectLabel, experiment.label, experiment.xsiType);
    for await (const scan of xnat.experiment(experiment.id).scans()) console.log("  ", scan.id, scan.type);
  }

  const choice = { resources: ["DICOM"], ...(subjects.length > 0 ? { subjects } : {}) };
  const pulled = await collect(project.pull(folder, { ...choice, concurrency: 8 }));
  for (const { id, error } of pulled.results) if (error !== undefined) console.log(id, error.message);
  console.log(`${String(pulled.done)} files in ${folder}, ${String(pulled.failed)} failed`);

  // Nothing has changed, so this moves no file.
  const again = await collect(project.pull(folder, { ...choice, check: true }));
  console.log(
    `${String(again.unchanged)} are as on the server, ${String(again.results.length - again.unchanged)} differ`,
  );

  await xnat.close();
  await box?.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
