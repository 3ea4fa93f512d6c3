import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect } from "@scanferry/transfer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectOptions } from "../../src/client/connect.js";
import { connect } from "../../src/client/connect.js";
import type { LorisContext } from "../../src/context.js";
import { openFile } from "../../src/http/open-file.js";
import { LorisClient } from "../../src/index.js";
import type { ProjectImage } from "../../src/index.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";

/** A LORIS to hold the contract against. */
export interface ContractTarget {
  readonly options: ConnectOptions;
  /** A project with at least one image that the account may see. @default the first such project */
  readonly project?: string | undefined;
  close(): Promise<void>;
}

/** The longest list that is read whole; of a real study the beginning will do. */
const fewImages = 200;

/** What every LORIS must do for this package, by reading alone: the look-alike in both dialects, and a real server where one is named. */
export function defineContract(name: string, open: () => Promise<ContractTarget>): void {
  describe(`contract with ${name}`, () => {
    let target: ContractTarget;
    let loris: LorisClient;
    let ctx: LorisContext;
    let project: string;
    let image: ProjectImage;

    const fileName = (): string => image.link.slice(image.link.lastIndexOf("/") + 1);

    beforeAll(async () => {
      target = await open();
      loris = await LorisClient.connect(target.options);
      ctx = await connect({ ...target.options, auth: { token: loris.token }, apiVersion: loris.version });
      const names =
        target.project === undefined
          ? (await allOf(loris.projects())).map((one) => one.name)
          : [target.project];
      for (const one of names) {
        for await (const found of loris.project(one).images()) {
          image = found;
          project = one;
          return;
        }
      }
      throw new Error("no project has an image that this account may see; name one by LORIS_TEST_PROJECT");
    });
    afterAll(async () => {
      await ctx.http.close();
      await loris.close();
      await target.close();
    });

    it("finds a version of the API and gets a token that lasts", () => {
      expect(loris.version).toMatch(/^v0\.0\.[34](?:-dev)?$/);
      expect(loris.tokenExpires.getTime()).toBeGreaterThan((target.options.now ?? Date.now)());
    });

    it("lists the project, its visits and its candidates", async () => {
      expect((await allOf(loris.projects())).map((one) => one.name)).toContain(project);
      const details = await loris.project(project).show();
      expect(details.visits).toContain(image.visit);
      expect(details.candidates).toContain(image.candidate);
      expect(await loris.project(project).visits()).toEqual(details.visits);
    });

    it("gives every image of the project's list what a download needs", async () => {
      let count = 0;
      for await (const one of loris.project(project).images()) {
        expect(one.candidate).toMatch(/^\d+$/);
        expect(one.link.startsWith(`/candidates/${one.candidate}/`)).toBe(true);
        expect(one.fields["Link"]).toBe(one.link);
        expect([true, false, undefined]).toContain(one.selected);
        if (++count === fewImages) break;
      }
      expect(count).toBeGreaterThan(0);
    });

    it("leaves out images that were taken in before a day", async () => {
      expect(await allOf(loris.project(project).images({ since: new Date("2999-01-01") }))).toEqual([]);
    });

    it("walks down from the candidate to its visit and the visit's images", async () => {
      const candidate = loris.candidate(image.candidate);
      const shown = await candidate.show();
      expect([shown.id, shown.pscid]).toEqual([image.candidate, image.pscid]);
      expect(await candidate.visits()).toContain(image.visit);
      const visit = await candidate.visit(image.visit).show();
      expect([visit.candidate, visit.label]).toEqual([image.candidate, image.visit]);
      const images = await candidate.visit(image.visit).images();
      expect(images.map(({ filename }) => filename)).toContain(fileName());
    });

    it("finds the candidate in the list of all", async () => {
      let found = false;
      for await (const one of loris.candidates()) found ||= one.id === image.candidate;
      expect(found).toBe(true);
    });

    it("reads quality control and headers of an image", async () => {
      const handle = loris.candidate(image.candidate).visit(image.visit).image(fileName());
      const qc = await handle.qc();
      expect(qc.qc).toBe(image.qcStatus);
      // The look-alikes and the recorded images have none; one with nothing in it must not be left.
      for (const caveat of qc.caveats)
        expect(Object.values(caveat).some((value) => value !== undefined)).toBe(true);
      const headers = await handle.headers();
      expect(headers.fields["Meta"]).toMatchObject({ File: fileName() });
      for (const value of Object.values(await handle.headersFull()))
        expect(value).toEqual(expect.any(String));
    });

    it("sends an image whole, with a size and an ETag that it knows again", async () => {
      const open = openFile(ctx, image.link);
      const signal = new AbortController().signal;
      const first = await open({ fromByte: 0, signal });
      if (first.status === "unchanged") throw new Error("an unasked “unchanged”");
      const chunks = first.body[Symbol.asyncIterator]();
      const head = (await chunks.next()).value as Uint8Array;
      await chunks.return?.();
      expect(first.sizeBytes).toBeGreaterThan(0);
      // MINC2 is HDF5, MINC1 netCDF; NIfTI files come packed.
      const magic = Buffer.from(head).subarray(0, 4).toString("hex");
      expect(magic).toMatch(/^(?:89484446|434446|1f8b)/);
      const again = await open({ fromByte: 0, signal, knownEtag: first.etag ?? "" });
      expect(again.status).toBe("unchanged");
    });

    it("lists instruments, archives and recordings of the visit, empty or not", async () => {
      const visit = loris.candidate(image.candidate).visit(image.visit);
      for (const name of await visit.instruments()) expect(name).toMatch(/./);
      for (const tar of await visit.dicoms()) {
        expect(tar.name).toMatch(/./);
        for (const one of tar.series) expect(one.number ?? "").toEqual(expect.any(String));
      }
      // The legacy dialect has no recordings at all.
      const recordings = await visit
        .recordings()
        .catch((error: unknown) => failsWith(Promise.reject(error as Error), "remote/not-found"));
      expect(recordings).toBeTruthy();
    });

    it("lists the BIDS dataset, or says that the server has none", async () => {
      const entries = loris.project(project).bids()[Symbol.asyncIterator]();
      if (loris.version !== "v0.0.3-dev") {
        await failsWith(entries.next(), "remote/not-found");
        return;
      }
      const kinds = new Set<string>();
      for (let next = await entries.next(); next.done !== true; next = await entries.next())
        kinds.add(next.value.type);
      expect([...kinds].sort()).toEqual(["image", "session", "study"]);
    });

    it("says what is not there", async () => {
      await failsWith(loris.candidate("999999").show(), "remote/not-found");
      const candidate = loris.candidate(image.candidate);
      await failsWith(candidate.visit("No such visit").show(), "remote/not-found");
      const missing = candidate.visit(image.visit).image("no-such-image.mnc");
      const error = await failsWith(missing.qc(), "remote/not-found");
      expect(error.message).not.toContain("no-such-image");
      await failsWith(missing.bytes(), "remote/not-found");
    });

    it("pulls the images of one session and scan type, and then finds nothing to do", async () => {
      const folder = await mkdtemp(join(tmpdir(), "loris-contract-"));
      try {
        const options = {
          type: "minc",
          project,
          candidates: [image.candidate],
          visits: [image.visit],
          modalities: [image.scanType],
        } as const;
        const first = await collect(loris.pull(folder, options));
        expect(first.failed).toBe(0);
        const images = first.results.filter(({ target }) => /\.(?:mnc|nii\.gz)$/.test(target));
        expect(images.map(({ id }) => id)).toContain(image.link);
        const again = await collect(loris.pull(folder, options));
        expect([again.done, again.failed]).toEqual([0, 0]);
        expect(again.unchanged).toBe(first.done);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });

    it("refuses a wrong token as ended, without a login", async () => {
      const work = LorisClient.connect({
        ...target.options,
        auth: { token: "eyJ0eXAiOiJKV1QifQ.e30.wrong" },
      });
      await failsWith(work, "auth/expired");
    });

    it("sends raw requests with the same login", async () => {
      const answer = await loris.request("GET", `/projects/${encodeURIComponent(project)}`);
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ Meta: { Project: project } });
      expect((await loris.request("GET", "/no-such-endpoint")).status).toBe(404);
    });
  });
}
