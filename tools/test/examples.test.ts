import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, writePhantomDataset, writePhantomStudy, type Sandbox } from "@scanferry/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../repository.js";
import { runNode } from "../run-program.js";

const tsNode = join(root, "node_modules/ts-node/dist/bin.js");
const esm = ["--no-warnings", "--loader", "ts-node/esm"];
const examples = [
  { name: "examples/ts-node/share-one.ts", run: [tsNode] },
  { name: "examples/esm/share-one.mts", run: esm },
];
const pulls = [
  { name: "examples/ts-node/pull-loris.ts", run: [tsNode] },
  { name: "examples/esm/pull-loris.mts", run: esm },
];

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-examples-"));
  sandbox = await startSandbox({ nextcloud: true, loris: { study: { candidates: 1 } }, xnat: true });
  await writePhantomDataset(join(folder, "mri_images"), { participants: 2 });
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** An example writes below the system's folder for temporary files; here that is a folder of the test. */
const own = {
  ...process.env,
  TMPDIR: tmpdir(),
  NEXTCLOUD_URL: undefined,
  LORIS_URL: undefined,
  XNAT_HOST: undefined,
};

describe.each(examples)("$name", ({ name, run }) => {
  it("runs by itself, with a server and a participant of its own", async () => {
    const output = await runNode([...run, name], { cwd: root, env: { ...own, TMPDIR: folder } });
    expect(output).toMatch(/^sub-01 done http/m);
    expect(output).toMatch(/^http\S+ \/?\S*sub-01\.zip \d{4}-\d\d-\d\d/m);
  });

  it("shares the named participant of a given folder on a given server", async () => {
    const { username, appPassword } = sandbox.credentials.nextcloud;
    const env = {
      ...own,
      TMPDIR: folder,
      NEXTCLOUD_URL: sandbox.url.nextcloud,
      NEXTCLOUD_USER: username,
      NEXTCLOUD_PASSWORD: appPassword,
    };
    const output = await runNode([...run, name, join(folder, "mri_images"), "sub-02"], { cwd: root, env });
    expect(output).toMatch(/^sub-02 done http/m);
    expect(output).not.toMatch(/^sub-01/m);
  });
});

describe.each(pulls)("$name", ({ name, run }) => {
  it("runs by itself, with a server of its own", async () => {
    const output = await runNode([...run, name], { cwd: root, env: { ...own, TMPDIR: folder } });
    expect(output).toMatch(/t1w: \d+/);
    expect(output).toMatch(/^[1-9]\d* files in \S+, 0 failed$/m);
    expect(output).toMatch(/^[1-9]\d* are as on the server, 0 differ$/m);
  });

  it("downloads the named scan type from a given server into a given folder", async () => {
    const { username, password } = sandbox.credentials.loris;
    const env = {
      ...own,
      TMPDIR: folder,
      LORIS_URL: sandbox.url.loris,
      LORIS_USERNAME: username,
      LORIS_PASSWORD: password,
    };
    const target = await mkdtemp(join(folder, "study-"));
    const output = await runNode([...run, name, target, "t1"], { cwd: root, env });
    expect(output).toContain(` files in ${target}, 0 failed`);
    const images = readdirSync(target, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".nii.gz"),
    );
    expect(images).toHaveLength(2);
  });
});

describe("examples/ts-node/pull-xnat.ts", () => {
  const name = "examples/ts-node/pull-xnat.ts";

  it("runs by itself, with a server of its own: lists, pulls, compares", async () => {
    const output = await runNode([tsNode, name], { cwd: root, env: { ...own, TMPDIR: folder } });
    expect(output).toMatch(/^002 002_MR1 xnat:mrSessionData$/m);
    expect(output).toMatch(/^ {3}3-MR1 DTI$/m);
    expect(output).toMatch(/^27 files in \S+, 0 failed$/m);
    expect(output).toMatch(/^27 are as on the server, 0 differ$/m);
  });

  it("downloads the named subjects of a project from a given server into a given folder", async () => {
    const { username, password } = sandbox.credentials.xnat;
    const env = {
      ...own,
      TMPDIR: folder,
      XNAT_HOST: sandbox.url.xnat,
      XNAT_USER: username,
      XNAT_PASS: password,
    };
    const target = await mkdtemp(join(folder, "archive-"));
    const output = await runNode([tsNode, name, target, "SANDBOX", "002", "S3"], { cwd: root, env });
    expect(output).toContain(`18 files in ${target}, 0 failed`);
    expect(
      readdirSync(target)
        .filter((entry) => !entry.startsWith("."))
        .sort(),
    ).toEqual(["002", "S3"]);
  });
});

describe("examples/ts-node/push-xnat.ts", () => {
  it("plans, sends and archives the named folder on a given server, and sends nothing twice", async () => {
    const { username, password } = sandbox.credentials.xnat;
    const env = {
      ...own,
      TMPDIR: folder,
      XNAT_HOST: sandbox.url.xnat,
      XNAT_USER: username,
      XNAT_PASS: password,
    };
    const tree = join(folder, "dicomdir");
    await writePhantomStudy(tree, { subjects: ["007"], slices: 2, sizeVoxels: 16 });
    const output = await runNode([tsNode, "examples/ts-node/push-xnat.ts", tree, "SANDBOX"], {
      cwd: root,
      env,
    });
    expect(output).toMatch(/^files left out: \{ excluded: 4 \}$/m);
    expect(output).toMatch(/^007\/007_pre done verified by SOP instance$/m);
    expect(output).toMatch(/^archived: \S+\/007\/experiments\/007_post$/m);
    expect(output).toMatch(/^2 unchanged, 0 sent again$/m);
  });
});
