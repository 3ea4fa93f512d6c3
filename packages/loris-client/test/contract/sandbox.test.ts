import { startSandbox } from "@scanferry/sandbox";
import { defineContract } from "./define-contract.js";

for (const dialect of ["v28", "preventad"] as const) {
  defineContract(`the sandbox as ${dialect}`, async () => {
    const sandbox = await startSandbox({ loris: { dialect } });
    return {
      options: { baseUrl: sandbox.url.loris, auth: sandbox.credentials.loris },
      close: () => sandbox.close(),
    };
  });
}
