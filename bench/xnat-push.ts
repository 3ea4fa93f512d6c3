/*
 * How fast a tree of scans goes to XNAT, beside the way of the script that labs use today: `zip -r` of each series' folder, then curl, one after the
 * other, to the same look-alike XNAT (1.6).
 *
 *   npx nx run-many -t build -p xnat-client sandbox && node --no-warnings --loader ts-node/esm bench/xnat-push.ts [SESSIONS] [SERIES] [FILES] [ROUNDS]
 *
 * Asked for: 8 sessions of 12 series of 100 files of 200 KB: at least 3 times as fast, at most 200 MB, and no temporary file. The server and everything
 * that is measured are processes of their own; the start of Node is not counted, that of zip and curl is. Ours reads all headers, sends, has the server
 * build each session and compares what arrived; the script looks at nothing. Server, sources and the script's zips lie on a memory disk.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSandbox, type XnatSandboxOptions } from "@scanferry/sandbox";

import { madeSlice } from "./made-slice.js";
import { withServer, type Login } from "./with-server.js";

const fileBytes = 200_000;
const root = fileURLToPath(new URL("..", import.meta.url));
const [, self = "", first = "8", second = "12", third = "100", fourth = "3"] = process.argv;

interface Run {
  ms: number;
  planMs: number;
  peakMb: number;
  done: number;
  unchanged: number;
  temporary: number;
}

interface Tree {
  sessions: number;
  series: number;
  files: number;
}

if (first === "serve") await serve(JSON.parse(second) as XnatSandboxOptions);
else await compare({ sessions: Number(first), series: Number(second), files: Number(third) }, Number(fourth));

async function serve(options: XnatSandboxOptions): Promise<void> {
  const sandbox = await startSandbox({ xnat: options });
  process.send?.({ url: sandbox.url.xnat, ...sandbox.credentials.xnat } satisfies Login);
  process.on("disconnect", () => void sandbox.close().finally(() => process.exit()));
}

async function compare(tree: Tree, rounds: number): Promise<void> {
  const hasPeers = ["zip", "curl"].every((name) => spawnSync(name, ["--version"]).error === undefined);
  for (const anonymize of [false, true]) {
    const times = { ours: [] as number[], script: [] as number[], again: [] as number[] };
    let peakMb = 0;
    let planMs = 0;
    for (let round = 0; round < rounds; round++) {
      const projects = [
        { id: "OURS", subjects: [] },
        { id: "SCRIPT", subjects: [] },
      ];
      const options: XnatSandboxOptions = { projects, anonymize };
      await withServer({ program: self, name: "xnat-push-", options }, async (login, dir) => {
        await makeTree(join(dir, "tree"), tree);
        if (hasPeers) times.script.push(byScript(login, join(dir, "tree"), join(dir, "zips")));
        await rm(join(dir, "zips"), { recursive: true, force: true });
        const run = ours(login, dir);
        if (run.done !== tree.sessions) throw new Error(`only ${String(run.done)} sessions arrived`);
        if (run.temporary > 0) throw new Error(`${String(run.temporary)} temporary files`);
        times.ours.push(run.ms);
        const again = ours(login, dir);
        if (again.unchanged !== tree.sessions) throw new Error("a second run sent something");
        times.again.push(again.ms);
        planMs = run.planMs;
        peakMb = Math.max(peakMb, run.peakMb, again.peakMb);
      });
    }
    console.log(
      `${String(tree.sessions)} × ${String(tree.series)} × ${String(tree.files)} files of ${String(fileBytes)} bytes, ` +
        `anonymization ${anonymize ? "on" : "off"}: xnat.push ${spread(times.ours)} (plan ${(planMs / 1000).toFixed(1)} s), ` +
        `nothing new ${spread(times.again)}, peak ${peakMb.toFixed(0)} MB (asked for: 200)`,
    );
    if (!hasPeers) console.log("  zip and curl: missing on this machine");
    else {
      const ratios = times.script.map((ms, round) => ms / (times.ours[round] ?? Number.NaN));
      const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
      console.log(
        `  zip -r and curl ${spread(times.script)}: ${median(ratios).toFixed(2)}×, ${range} (asked for: 3)`,
      );
    }
  }
}

async function makeTree(dir: string, { sessions, series, files }: Tree): Promise<void> {
  for (let session = 1; session <= sessions; session++)
    for (let one = 1; one <= series; one++) {
      const folder = join(dir, `S${String(session)}`, "pre", `SERIES_${String(one).padStart(4, "0")}`);
      await mkdir(folder, { recursive: true });
      for (let number = 1; number <= files; number++)
        await writeFile(
          join(folder, `IM${String(number).padStart(4, "0")}.dcm`),
          madeSlice({ session, series: one, number, fileBytes }),
        );
    }
}

/** The script's way: each series is zipped, then sent, one after the other. */
function byScript({ url, username, password }: Login, tree: string, zips: string): number {
  const start = performance.now();
  execFileSync("mkdir", ["-p", zips]);
  for (const subject of readdirSync(tree))
    for (const series of readdirSync(join(tree, subject, "pre"))) {
      const zip = join(zips, `${subject}-${series}.zip`);
      execFileSync("zip", ["-q", "-r", zip, series], { cwd: join(tree, subject, "pre") });
      const query = `import-handler=DICOM-zip&inbody=true&PROJECT_ID=SCRIPT&SUBJECT_ID=${subject}&EXPT_LABEL=${subject}_pre`;
      execFileSync("curl", [
        ...["-sS", "--fail", "-u", `${username}:${password}`, "-o", "/dev/null"],
        ...["-X", "POST", "-H", "Content-Type: application/zip", "-H", "Expect:", "--data-binary", `@${zip}`],
        `${url}/data/services/import?${query}`,
      ]);
    }
  return performance.now() - start;
}

/** One push in a process of its own, without the compiler that this file runs under: its memory would be counted too. */
function ours({ url, username, password }: Login, dir: string): Run {
  const script = `
    import { readdirSync } from "node:fs";
    import { XnatClient, planPush } from "@scanferry/xnat-client";
    import { collect } from "@scanferry/transfer";
    const [connection, tree] = JSON.parse(process.argv[1]);
    const start = performance.now();
    const xnat = await XnatClient.connect(connection);
    const plan = await planPush(tree, { project: "OURS" });
    const planMs = performance.now() - start;
    let temporary = 0;
    const look = setInterval(() => temporary = Math.max(temporary, readdirSync(process.env.TMPDIR).length), 50);
    const { done, unchanged, failed, results } = await collect(xnat.push(plan));
    clearInterval(look);
    const ms = performance.now() - start;
    await plan.close();
    await xnat.close();
    if (failed > 0) throw results.find(({ error }) => error).error;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ ms, planMs, peakMb, done, unchanged, temporary }));
  `;
  const temporary = join(dir, "tmp");
  execFileSync("mkdir", ["-p", temporary]);
  const connection = { baseUrl: url, auth: { username, password } };
  const output = execFileSync(
    process.execPath,
    ["--input-type=module", "-e", script, JSON.stringify([connection, join(dir, "tree")])],
    { cwd: root, encoding: "utf8", env: { ...process.env, TMPDIR: temporary } },
  );
  return JSON.parse(output) as Run;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function spread(ms: readonly number[]): string {
  const seconds = (value: number): string => (value / 1000).toFixed(1);
  return `${seconds(median(ms))} s (${seconds(Math.min(...ms))} to ${seconds(Math.max(...ms))})`;
}
