import { networkFromEnv } from "@scanferry/transfer";
import { describe, it } from "vitest";
import { defineContract } from "./define-contract.js";

const {
  LORIS_TEST_URL: baseUrl,
  LORIS_TEST_USER: username,
  LORIS_TEST_PASS: password,
  LORIS_TEST_PROJECT: project,
} = process.env;

if (baseUrl === undefined || username === undefined || password === undefined) {
  describe("contract with a real LORIS", () => {
    it.skip("is not run: LORIS_TEST_URL, LORIS_TEST_USER and LORIS_TEST_PASS are not set", () => undefined);
  });
} else {
  defineContract("a real LORIS", () =>
    Promise.resolve({
      options: { baseUrl, auth: { username, password }, network: networkFromEnv(process.env) },
      project,
      close: () => Promise.resolve(),
    }),
  );
}
