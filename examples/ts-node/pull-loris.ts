// Downloads the T1w images of a LORIS study in BIDS, then asks what has changed since.
//
//   npx ts-node examples/ts-node/pull-loris.ts [FOLDER [SCANTYPE]]
//
// LORIS_URL, LORIS_USERNAME and LORIS_PASSWORD name the server. Without them a look-alike of PREVENT-AD is started on
// this machine.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LorisClient } from "@scanferry/loris-client";
import { startSandbox } from "@scanferry/sandbox";
import { collect } from "@scanferry/transfer";

async function main(): Promise<void> {
  const [folder = await mkdtemp(join(tmpdir(), "scanferry-example-")), modality = "t1w"] =
    process.argv.slice(2);

  const { LORIS_URL, LORIS_USERNAME = "", LORIS_PASSWORD = "" } = process.env;
  const box = LORIS_URL === undefined ? await startSandbox({ loris: { dialect: "preventad" } }) : undefined;
  const loris = await LorisClient.connect({
    baseUrl: LORIS_URL ?? box!.url.loris,
    auth: box?.credentials.loris ?? { username: LORIS_USERNAME, password: LORIS_PASSWORD },
  });

  const counts = new Map<string, number>();
  for await (const image of loris.images()) counts.set(image.modality, (counts.get(image.modality) ?? 0) + 1);
  console.log(Object.fromEntries(counts));

  const pulled = await collect(loris.pull(folder, { modalities: [modality], concurrency: 8 }));
  for (const { id, error } of pulled.results) if (error !== undefined) console.log(id, error.message);
  console.log(`${String(pulled.done)} files in ${folder}, ${String(pulled.failed)} failed`);

  // Nothing has changed, so this moves no image.
  const again = await collect(loris.pull(folder, { modalities: [modality], check: true }));
  console.log(
    `${String(again.unchanged)} are as on the server, ${String(again.results.length - again.unchanged)} differ`,
  );

  await loris.close();
  await box?.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
