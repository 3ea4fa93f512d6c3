import { startSandbox } from "@scanferry/sandbox";
import { defineContract } from "./define-contract.js";
import { defineWriteContract } from "./define-write-contract.js";

for (const version of ["1.6", "1.9"] as const) {
  defineContract(`the sandbox as ${version}`, async () => {
    const sandbox = await startSandbox({ xnat: { version, contextPath: "/xnat" } });
    return {
      options: { baseUrl: sandbox.url.xnat, auth: sandbox.credentials.xnat },
      close: () => sandbox.close(),
    };
  });
  defineWriteContract(`the sandbox as ${version}`, async () => {
    const project = "contract-test-box";
    const sandbox = await startSandbox({ xnat: { version, projects: [{ id: project, subjects: 0 }] } });
    return {
      options: { baseUrl: sandbox.url.xnat, auth: sandbox.credentials.xnat },
      project,
      close: () => sandbox.close(),
    };
  });
}
