import type { XnatSandboxOptions } from "../../src/index.js";
import { type ArchiveTest, startArchiveTest } from "./archive-test.js";
import { dicomFile, type TestInstance } from "./dicom-file.js";
import { type ArchiveFile, makeZip, type Packing } from "./make-archive.js";
import type { XnatAnswer } from "./xnat-client.js";

const PROJECTS = [
  { id: "P1", subjects: 0 },
  { id: "P2", subjects: 0, prearchiveCode: 0 as const },
  { id: "P5", subjects: 0, prearchiveCode: 5 as const },
];
/** A sandbox with projects that archive by themselves (P1), do not (P2) and overwrite (P5). */
export function startImports(options: XnatSandboxOptions = {}): Promise<ArchiveTest> {
  return startArchiveTest({ projects: PROJECTS, ...options });
}

/** DICOM files in folders of their series. */
export function filesOf(instances: readonly TestInstance[], packing?: Packing): ArchiveFile[] {
  return instances.map((of, index) => ({
    name: `scans/${String(of.series ?? 1)}/${String(index).padStart(6, "0")}.dcm`,
    content: dicomFile(of),
    ...(packing === undefined ? {} : { packing }),
  }));
}

/** Two series of a study. */
export const TWO: readonly TestInstance[] = [{ instance: 1 }, { instance: 2, series: 2 }];

/** Sends a raw body to the import service. */
export function send(
  xnat: ArchiveTest,
  query: string,
  body: Buffer = makeZip(filesOf(TWO)),
  type = "application/zip",
): Promise<XnatAnswer> {
  const headers = { "Content-Type": type };
  return xnat.ask(`/data/services/import?inbody=true&${query}`, { method: "POST", headers, body });
}

/** Sends a form with the archive in it. */
export function sendForm(
  xnat: ArchiveTest,
  query: string,
  archives: readonly Buffer[],
  name = "scan.zip",
): Promise<XnatAnswer> {
  const body = new FormData();
  for (const archive of archives) body.append("image_archive", new Blob([archive]), name);
  return xnat.ask(`/data/services/import?${query}`, { method: "POST", body });
}

/** A DICOM-zip of P1/S1/E1 into the prearchive. */
export const ZIP = "import-handler=DICOM-zip&PROJECT_ID=P1&SUBJECT_ID=S1&EXPT_LABEL=E1";
/** An SI of it into the archive. */
export const SI = "import-handler=SI&dest=/archive/projects/P1/subjects/S1/experiments/E1";
/** Where it is then. */
export const E1 = "/data/archive/projects/P1/subjects/S1/experiments/E1";

/** Status and message of an error page. */
export function refusal({ status, text }: XnatAnswer): readonly [number, string] {
  return [status, /<h3>(.*)<\/h3>/.exec(text)?.[1] ?? ""];
}
