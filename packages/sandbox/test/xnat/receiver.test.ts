import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DicomReceiver, XnatSandboxOptions } from "../../src/index.js";
import { startArchiveTest, type ArchiveTest } from "../support/archive-test.js";
import { dicomFile, sopOf, type TestInstance } from "../support/dicom-file.js";
import { itWithPrograms } from "../support/programs.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const PROJECTS = [{ id: "P1" }, { id: "P2" }];

function start(options: XnatSandboxOptions = {}): Promise<ArchiveTest> {
  return startArchiveTest({ projects: PROJECTS, dicomPort: 0, ...options });
}

/** Sends instances with DCMTK's storescu and gives what it said. */
async function send(
  receiver: DicomReceiver,
  instances: readonly TestInstance[],
  args: readonly string[] = [],
): Promise<string> {
  const folder = await temporaryFolder();
  const files = instances.map((_, index) => join(folder, `${String(index)}.dcm`));
  for (const [index, path] of files.entries()) await writeFile(path, dicomFile(instances[index]));
  const to = ["-aec", receiver.aeTitle, "127.0.0.1", String(receiver.port)];
  // Its messages come in the standard error, which `run` does not keep.
  const words = ["storescu", "-v", "-nh", "-to", "5", ...args, ...to, ...files];
  return run("bash", ["-c", `"$@" 2>&1; echo "exit $?"`, "bash", ...words]);
}

describe("the DICOM receiver", () => {
  itWithPrograms(["storescu", "bash"], "sorts instances by the comments in them", async () => {
    await using xnat = await start();
    const receiver = xnat.state.dicomReceiver;
    const instances: readonly TestInstance[] = [
      { study: "1", patientComments: "Project:P1 Subject:S9 Session:S9_MR" },
      { study: "2", studyComments: "Project:P2;Subject:S8;Session:S8_MR" },
      { study: "3", history: "seen before, Project: P1\nSubject: S7" },
      { study: "4", studyDescription: "P2", patientComments: "Project:NOPE Session:E4" },
      { study: "5", accession: "P1" },
      { study: "6", patientComments: "nothing of the kind" },
    ];
    expect(await send(receiver, instances)).toContain("exit 0");
    expect(receiver.received.map(({ project, subject, session }) => [project, subject, session])).toEqual([
      ["P1", "S9", "S9_MR"],
      ["P2", "S8", "S8_MR"],
      ["P1", "S7", "PAT1"],
      ["P2", "PAT1_Name", "E4"],
      ["P1", "PAT1_Name", "PAT1"],
      ["Unassigned", "PAT1_Name", "PAT1"],
    ]);
    const waiting = xnat.state.prearchive.list();
    expect(waiting.map(({ status }) => status)).toEqual(Array(6).fill("RECEIVING"));
    const [first] = waiting;
    expect(first && xnat.state.prearchive.files(first)).toMatchObject([
      { scan: "1", sopInstanceUid: sopOf({ study: "1" }) },
    ]);
  });

  itWithPrograms(["echoscu"], "answers C-ECHO, and only those who call it by its name", async () => {
    await using xnat = await start();
    const { port } = xnat.state.dicomReceiver;
    const echo = (title: string): Promise<string> =>
      run("bash", ["-c", `echoscu -to 5 -aec ${title} 127.0.0.1 ${String(port)} 2>&1; echo "exit $?"`]);
    expect(await echo("XNAT")).toContain("exit 0");
    expect(await echo("OTHER")).toContain("Called AE Title Not Recognized");
  });

  itWithPrograms(
    ["storescu", "bash"],
    "keeps the bytes of a data set where the site's script is off",
    async () => {
      await using xnat = await start({ anonymize: false });
      const big = { pixels: 200_000, patientComments: "Project:P1 Session:BIG" };
      await send(xnat.state.dicomReceiver, [big]);
      const session = xnat.state.prearchive.list()[0];
      expect((await xnat.ask(`/data${session?.url ?? ""}?action=commit`, { method: "POST" })).status).toBe(
        301,
      );
      expect(xnat.state.instances("P1/PAT1_Name/BIG")).toMatchObject([
        { scan: "1", sopInstanceUid: sopOf(big) },
      ]);
      const [file] = xnat.state.files("P1/PAT1_Name/BIG/1/DICOM");
      const stored = await xnat.state.fileBytes("P1/PAT1_Name/BIG/1/DICOM", file?.path ?? "");
      const sent = dicomFile(big);
      // Behind the meta headers, which say who wrote the file.
      const dataSet = (bytes: Buffer): Buffer => bytes.subarray(144 + bytes.readUInt32LE(140));
      expect(dataSet(stored).equals(dataSet(sent))).toBe(true);
    },
  );

  itWithPrograms(["storescu", "bash"], "refuses, fails and goes away on demand", async () => {
    await using xnat = await start({ quotaBytes: 3000 });
    const receiver = xnat.state.dicomReceiver;
    const three = [{ instance: 1 }, { instance: 2 }, { instance: 3 }];
    const { settings } = receiver;
    settings.refuse = true;
    expect(await send(receiver, three)).toMatch(/Association Rejected|Local Limit Exceeded/);
    settings.refuse = false;
    settings.abortAfter = 1;
    expect(await send(receiver, three)).toMatch(/Abort|exit [1-9]/);
    expect(receiver.received).toHaveLength(1);
    settings.abortAfter = undefined;
    settings.status = (sop) => (sop === sopOf({ instance: 2 }) ? 0xc123 : 0);
    expect(await send(receiver, three)).toContain("CannotUnderstand");
    expect(receiver.received.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual(
      [1, 1, 3].map((instance) => sopOf({ instance })),
    );
    settings.status = () => 0;
    expect(await send(receiver, [{ instance: 4, pixels: 4000 }])).toContain("OutOfResources");
    settings.transferSyntaxes = [];
    expect(await send(receiver, three)).toContain("No Acceptable Presentation Contexts");
  });

  itWithPrograms(["storescu", "bash"], "says nothing where it is told to be mute", async () => {
    await using xnat = await start();
    const receiver = xnat.state.dicomReceiver;
    receiver.settings.mute = "association";
    expect(await send(receiver, [{}], ["-ta", "1"])).toContain("Association Request Failed");
    receiver.settings.mute = "store";
    expect(await send(receiver, [{}], ["-td", "1"])).toMatch(
      /Association Accepted[^]*(?:Failed|Timeout|Abort)/,
    );
    expect(receiver.received).toEqual([]);
  });

  it("is not there unless it has a port", async () => {
    await using without = await startArchiveTest();
    expect(without.state.dicomReceiver.port).toBe(0);
  });
});
