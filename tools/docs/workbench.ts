import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startSandbox, writePhantomDataset, writePhantomStudy } from "@scanferry/sandbox";
import ts from "typescript";
import { root } from "../repository.js";
import { runProgram } from "../run-program.js";
import { blockKind } from "./runnable-blocks.js";
import type { Block } from "./markdown-page.js";

/** The addresses that pages write for the reader's own servers; while they run they are the sandbox's. */
const exampleServers = {
  nextcloud: "https://cloud.example.org",
  /** A stock LORIS. */
  loris: "https://loris.example.org",
  /** The code base of PREVENT-AD, with its BIDS endpoint. */
  preventad: "https://openpreventad.loris.ca",
  xnat: "https://xnat.example.org",
  /** The XNAT of the tutorial that the pages for XNAT replace. */
  fmrif: "https://fmrif-xnat.nimh.nih.gov",
};

/** How pages write the DICOM receiver: with an option, and in the order of the manual's script. */
const exampleReceivers = ["--host xnat.example.org", "10.32.48.142 8104"] as const;

/** A small study, so that a page takes seconds: two candidates, two visits. */
const study = { candidates: 2, imageBytes: 20_000 };

/** Small projects: the one that the tutorial downloads, that of the guides, and the sandbox's own. */
const archive = ["17-M-0181", "STUDY", "SANDBOX"].map((id) => ({ id, subjects: ["0012", "0047", "0101"] }));

/** A user's machine for one page: a folder with `mri_images` and `dicomdir`, the `scanferry` command, and servers to talk to. */
export interface Workbench {
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Executes one block; throws with everything it printed when it fails. */
  run(block: Block): Promise<string>;
  close(): Promise<void>;
}

export async function openWorkbench(): Promise<Workbench> {
  const sandbox = await startSandbox({
    nextcloud: true,
    loris: { study },
    xnat: { projects: archive, dicomPort: 0 },
  });
  const preventad = await startSandbox({ loris: { dialect: "preventad", study } });
  const base = await mkdtemp(join(tmpdir(), "scanferry-docs-"));
  const folder = join(base, "study");
  await mkdir(folder);
  await mkdir(join(base, "home"));
  await writePhantomDataset(join(folder, "mri_images"), { participants: 3 });
  await writePhantomStudy(join(folder, "dicomdir"), { slices: 2, sizeVoxels: 16 });
  await symlink(join(root, "node_modules"), join(base, "node_modules"), "junction");
  await writeCommands(join(base, "bin"));
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const env = {
    ...withoutSettings(process.env),
    PATH: `${join(base, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: join(base, "home"),
    XDG_CONFIG_HOME: join(base, "home", ".config"),
    // A page that logs in must not write into the keyring of whoever runs the tests.
    SCANFERRY_KEYRING: "off",
    NEXTCLOUD_URL: sandbox.url.nextcloud,
    NEXTCLOUD_USER: username,
    NEXTCLOUD_PASSWORD: appPassword,
    LORIS_USERNAME: sandbox.credentials.loris.username,
    LORIS_PASSWORD: sandbox.credentials.loris.password,
    XNAT_USER: sandbox.credentials.xnat.username,
    XNAT_PASS: sandbox.credentials.xnat.password,
  };
  const receiver = { host: "127.0.0.1", port: String(sandbox.state.xnat.dicomReceiver.port) };
  const addresses = [
    [exampleServers.nextcloud, sandbox.url.nextcloud],
    [exampleServers.loris, sandbox.url.loris],
    [exampleServers.preventad, preventad.url.loris],
    [exampleServers.xnat, sandbox.url.xnat],
    [exampleServers.fmrif, sandbox.url.xnat],
    [exampleReceivers[0], `--host ${receiver.host} --port ${receiver.port}`],
    [exampleReceivers[1], `${receiver.host} ${receiver.port}`],
  ] as const;
  const withAddresses = (code: string): string =>
    addresses.reduce((text, [written, real]) => text.replaceAll(written, real), code);
  return {
    folder,
    env,
    run: (block) => runBlock({ ...block, code: withAddresses(block.code) }, folder, env),
    async close() {
      await preventad.close();
      await sandbox.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** The settings of whoever runs the tests must not decide how a page behaves. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:SCANFERRY|NEXTCLOUD|XNAT|LORIS|XDG)_|_proxy$/i.test(name)),
  );
}

/** `scanferry` and `npx scanferry` without a registry; npx also finds what this repository has installed. */
async function writeCommands(bin: string): Promise<void> {
  await mkdir(bin);
  const quote = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;
  const node = quote(process.execPath);
  const cli = quote(join(root, "packages/cli/bin/scanferry.js"));
  const commands = {
    scanferry: `exec ${node} ${cli} "$@"`,
    npx: `program=$1; shift\n[ "$program" = scanferry ] && exec ${node} ${cli} "$@"\nexec ${quote(join(root, "node_modules/.bin"))}/"$program" "$@"`,
  };
  for (const [name, text] of Object.entries(commands)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(bin, name), 0o755);
  }
}

async function runBlock(block: Block, folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const kind = blockKind(block);
  if (kind === "file") {
    // Secrets files are read only when nobody else can.
    await writeFile(join(folder, block.flags["file"] ?? ""), `${block.code}\n`, { mode: 0o600 });
    return "";
  }
  const options = { cwd: folder, env };
  const script = join(folder, `.block-${String(block.line)}.mjs`);
  if (kind === "script") await writeFile(script, transpile(block.code));
  const ran =
    kind === "script"
      ? await runProgram(process.execPath, [script], options)
      : await runProgram("bash", ["-euo", "pipefail", "-c", block.code], options);
  if (kind === "script") await rm(script);
  if (ran.status === 0) return ran.stdout;
  throw new Error(
    `${block.page}:${String(block.line)} ended with ${String(ran.status)}\n${block.code}\n--- stdout\n${ran.stdout}\n--- stderr\n${ran.stderr}`,
  );
}

/** Node 20 knows no types and no `await using`. */
function transpile(code: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
