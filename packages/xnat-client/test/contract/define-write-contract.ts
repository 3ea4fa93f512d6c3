import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { XnatClient } from "../../src/index.js";
import type { ContractTarget } from "./define-contract.js";

/** What the project's ID begins with: nothing is ever written elsewhere. */
export const writableProjects = "contract-test-";

/** What every XNAT must do for this package when it writes, within one subject that is deleted afterwards. */
export function defineWriteContract(
  name: string,
  open: () => Promise<ContractTarget & { readonly project: string }>,
): void {
  describe(`contract of writing with ${name}`, () => {
    const label = `run-${Date.now().toString(36)}`;
    let target: ContractTarget & { readonly project: string };
    let xnat: XnatClient;

    beforeAll(async () => {
      target = await open();
      if (!target.project.startsWith(writableProjects)) throw new Error("this project is not for tests");
      xnat = await XnatClient.connect(target.options);
    }, 60_000);
    afterAll(async () => {
      const path = `/data/projects/${target.project}/subjects/${label}`;
      await xnat.request("DELETE", path, { query: { removeFiles: true } });
      await xnat.close();
      await target.close();
    });

    it("makes a subject, a session and a scan, and finds them unchanged", async () => {
      const subject = xnat.project(target.project).subject(label);
      const session = subject.experiment(`${label}_MR1`);
      for (const status of ["created", "unchanged"]) {
        expect(await subject.create({ gender: "female", yob: 1987 })).toMatchObject({ status });
        expect(await session.create({ date: "2026-01-31" })).toMatchObject({ status });
        expect(await session.scan("3").create({ type: "T1w" })).toMatchObject({ status });
      }
      await failsWith(subject.create({ gender: "male" }), "remote/exists");
      expect(await subject.create({ gender: "male" }, { update: true })).toMatchObject({ status: "updated" });
      const other = xnat.project(target.project).subject(`${label}-other`);
      await failsWith(other.experiment(`${label}_MR1`).create(), "remote/conflict");
      expect((await allOf(session.scans())).map(({ id, type }) => [id, type])).toEqual([["3", "T1w"]]);
    }, 60_000);

    it("reads the project's prearchive code and anonymization script", async () => {
      const project = xnat.project(target.project);
      expect([0, 4, 5]).toContain(await project.prearchiveCode());
      expect(typeof (await project.anonScript()).enabled).toBe("boolean");
      expect(await project.create()).toMatchObject({ status: "unchanged" });
    });

    it("names a session of the prearchive that is not there", async () => {
      const uri = `/prearchive/projects/${target.project}/20200101_000000000/none`;
      await failsWith(xnat.prearchiveSession(uri).archive(), "remote/not-found");
      await failsWith(xnat.prearchiveSession(uri).remove(), "remote/not-found");
    });
  });
}
