import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect } from "@scanferry/transfer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectOptions } from "../../src/client/connect-options.js";
import { connect } from "../../src/client/connect.js";
import type { XnatContext } from "../../src/context.js";
import { openXnatFile } from "../../src/http/open-xnat-file.js";
import { openZip } from "../../src/http/open-zip.js";
import type { Experiment, Scan, Subject, XnatFile } from "../../src/index.js";
import { XnatClient } from "../../src/index.js";
import { allOf, bytesOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";

/** An XNAT to hold the contract against. */
export interface ContractTarget {
  readonly options: ConnectOptions;
  /** A project with a session that has a scan with files. @default the first such project */
  readonly project?: string | undefined;
  close(): Promise<void>;
}

/** The longest list that is read whole; of a real archive the beginning will do. */
const few = 200;
/** Of a real archive, a resource that is not too large is taken for what moves bytes. */
const smallBytes = 20 * 1024 * 1024;

/** What every XNAT must do for this package, by reading alone: the look-alike on both lines, and a real server where one is named. */
export function defineContract(name: string, open: () => Promise<ContractTarget>): void {
  describe(`contract with ${name}`, () => {
    let target: ContractTarget;
    let xnat: XnatClient;
    let ctx: XnatContext;
    let project: string;
    let session: Experiment;
    let scan: Scan;
    let resource: string;
    let files: readonly XnatFile[];

    beforeAll(async () => {
      target = await open();
      xnat = await XnatClient.connect(target.options);
      ctx = await connect({ ...target.options, auth: { session: xnat.session.id ?? "" } });
      ({ project, session, scan, resource, files } = await somethingSmall(xnat, target.project));
    }, 120_000);
    afterAll(async () => {
      await ctx.http.close();
      await xnat.close();
      await target.close();
    });

    const scanHandle = () => xnat.experiment(session.id).scan(scan.id);

    it("says who is logged in, which version it is, and how long a session lives", () => {
      expect(xnat.user).toMatch(/./);
      expect(xnat.user).not.toBe("guest");
      expect(["1.6", "1.7+"]).toContain(xnat.version.line);
      expect(xnat.session.idleMs).toBeGreaterThanOrEqual(60_000);
    });

    it("takes a session that is there, and knows one that is not", async () => {
      const auth = { session: xnat.session.id ?? "" };
      const other = await XnatClient.connect({ ...target.options, auth });
      expect(other.user).toBe(xnat.user);
      await other.close();
      const gone = { session: "00000000000000000000000000000000" };
      await failsWith(XnatClient.connect({ ...target.options, auth: gone }), "auth/expired");
    });

    it("issues an alias token that logs in, and ends it", async () => {
      const token = await xnat.issueToken();
      try {
        expect(token.expires.getTime()).toBeGreaterThan((target.options.now ?? Date.now)());
        expect(await xnat.validateToken(token)).toBe(xnat.user);
        const other = await XnatClient.connect({ ...target.options, auth: { token } });
        expect(other.user).toBe(xnat.user);
        await other.close();
      } finally {
        await xnat.invalidateToken(token);
      }
      expect(await xnat.validateToken(token)).toBeUndefined();
    });

    it("lists the project in both sets of columns, with its access level", async () => {
      expect((await allOf(xnat.projects())).map(({ id }) => id)).toContain(project);
      const access = await xnat.project(project).access();
      expect(access.accessibility).toMatch(/^(?:private|protected|public)$/);
      for await (const one of xnat.projects({ data: "readable" })) {
        if (one.id === project) expect(one.accessibility).toBe(access.accessibility);
      }
    });

    it("lists subjects with labels and accession IDs, and takes both in paths", async () => {
      let subject: Subject | undefined;
      let count = 0;
      for await (const one of xnat.project(project).subjects()) {
        expect(one.id).not.toBe("");
        expect(one.label).not.toBe("");
        if (one.id === session.subjectId || one.label === session.subjectLabel) subject = one;
        if (++count === few && subject !== undefined) break;
      }
      for (const name of [subject?.id ?? "", subject?.label ?? ""]) {
        const { fields } = await xnat.project(project).subject(name).show();
        expect(fields["ID"]).toBe(subject?.id);
      }
    });

    it("shows the session by accession ID and by label, and lists its scans by both", async () => {
      const byLabel = xnat.project(project).experiment(session.label);
      expect((await byLabel.show()).fields["ID"]).toBe(session.id);
      const scans = await allOf(byLabel.scans());
      expect(scans).toEqual(await allOf(xnat.experiment(session.id).scans()));
      expect(scans.map(({ id }) => id)).toContain(scan.id);
    });

    it("counts the files of the resource and lists them below it", async () => {
      const resources = await allOf(scanHandle().resources());
      expect(resources.map(({ label }) => label)).toContain(resource);
      const all = await allOf(xnat.experiment(session.id).resources({ all: true }));
      expect(all.filter(({ scanId }) => scanId === scan.id).map(({ label }) => label)).toContain(resource);
      for (const { uri, stored, name: base } of files) {
        expect(uri.endsWith(`/${stored}`)).toBe(true);
        expect(base).not.toContain("/");
      }
    });

    it("sends each file with its listed length and digest, goes on from a byte, and says when nothing has changed", async () => {
      const { signal } = new AbortController();
      const [file] = files;
      const sending = openXnatFile(ctx, file?.uri ?? "");
      const first = await sending({ fromByte: 0, signal });
      if (first.status === "unchanged") throw new Error("an unasked “unchanged”");
      const bytes = await bytesOf(first.body);
      expect(bytes.byteLength).toBe(file?.sizeBytes ?? bytes.byteLength);
      const { lastModified } = first;
      if (lastModified === undefined) throw new Error("a file came without Last-Modified");
      expect((await sending({ fromByte: 0, knownLastModified: lastModified, signal })).status).toBe(
        "unchanged",
      );
      const rest = await sending({ fromByte: 1, knownLastModified: lastModified, signal });
      if (rest.status !== "partial") throw new Error(`asked for a part, got ${rest.status}`);
      expect((await bytesOf(rest.body)).equals(bytes.subarray(1))).toBe(true);
    });

    it("sends the resource as a zip", async () => {
      const path = `/data/experiments/${session.id}/scans/${encodeURIComponent(scan.id)}/resources/${encodeURIComponent(resource)}/files`;
      const { body, date } = await openZip(ctx, path);
      const bytes = await bytesOf(body);
      expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
      expect(bytes.indexOf("PK\u0005\u0006", -66_000)).toBeGreaterThan(0);
      expect(Number.isNaN(Date.parse(date ?? ""))).toBe(false);
    });

    it("lists the prearchive, empty or not", async () => {
      for (const one of await allOf(xnat.prearchive(project))) expect(one.status).toMatch(/^_?[A-Z_]+$/);
    });

    it("says what is not there, and where access is asked for", async () => {
      const nobody = xnat.project(project).subject("no-such-subject-4711");
      const error = await failsWith(nobody.show(), "remote/not-found");
      expect(error.message).not.toContain("4711");
      await failsWith(allOf(xnat.experiment("NOPE_E99999").scans()), "remote/not-found");
      await failsWith(
        allOf(xnat.experiment(session.id).scan("no-such-scan-4711").resources()),
        "remote/not-found",
      );
    });

    it("sends raw requests in the same session", async () => {
      const answer = await xnat.request("GET", `/data/projects/${project}`, { query: { format: "json" } });
      expect(answer.json()).toMatchObject({ items: [{ data_fields: { ID: project } }] });
    });

    it("pulls the resource, and then finds nothing to do", async () => {
      const folder = await mkdtemp(join(tmpdir(), "xnat-contract-"));
      try {
        const handle = scanHandle().resource(resource);
        const first = await collect(handle.pull(folder));
        expect([first.done, first.failed]).toEqual([files.length, 0]);
        const again = await collect(handle.pull(folder));
        expect([again.done, again.failed, again.unchanged]).toEqual([0, 0, files.length]);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }, 120_000);
  });
}

/** A scan of the project that has files, not too many bytes of them. */
async function somethingSmall(xnat: XnatClient, named: string | undefined) {
  const projects = named === undefined ? (await allOf(xnat.projects())).map(({ id }) => id) : [named];
  for (const project of projects) {
    let sessions = 0;
    for await (const session of xnat.project(project).experiments()) {
      if (++sessions > 20) break;
      const all = await allOf(xnat.experiment(session.id).resources({ all: true }));
      for await (const scan of xnat.experiment(session.id).scans()) {
        const resource = all.find(
          ({ scanId, fileCount = 0, sizeBytes = 0 }) =>
            scanId === scan.id && fileCount > 0 && sizeBytes < smallBytes,
        );
        if (resource === undefined) continue;
        const files = await allOf(xnat.experiment(session.id).scan(scan.id).resource(resource.label).files());
        if (files.length > 0) return { project, session, scan, resource: resource.label, files };
      }
    }
  }
  throw new Error(
    "no project has a scan with files that this account may see; name one by XNAT_TEST_PROJECT",
  );
}
