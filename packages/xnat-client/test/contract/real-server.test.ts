import { networkFromEnv } from "@scanferry/transfer";
import { describe, it } from "vitest";
import { defineContract } from "./define-contract.js";
import { defineWriteContract, writableProjects } from "./define-write-contract.js";

const {
  XNAT_TEST_URL: baseUrl,
  XNAT_TEST_USER: username,
  XNAT_TEST_PASS: password,
  XNAT_TEST_PROJECT: project,
} = process.env;

if (baseUrl === undefined || username === undefined || password === undefined) {
  describe("contract with a real XNAT", () => {
    it.skip("is not run: XNAT_TEST_URL, XNAT_TEST_USER and XNAT_TEST_PASS are not set", () => undefined);
  });
} else {
  defineContract("a real XNAT", () =>
    Promise.resolve({
      options: { baseUrl, auth: { username, password }, network: networkFromEnv(process.env) },
      project,
      close: () => Promise.resolve(),
    }),
  );
  if (project?.startsWith(writableProjects) === true) {
    defineWriteContract("a real XNAT", () =>
      Promise.resolve({
        options: { baseUrl, auth: { username, password }, network: networkFromEnv(process.env) },
        project,
        close: () => Promise.resolve(),
      }),
    );
  } else {
    describe("contract of writing with a real XNAT", () => {
      it.skip(`is not run: XNAT_TEST_PROJECT does not begin with ${writableProjects}`, () => undefined);
    });
  }
}
