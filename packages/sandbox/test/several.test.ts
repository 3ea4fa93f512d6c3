import { createServer } from "node:net";
import { expect, it } from "vitest";
import { startSandbox } from "../src/index.js";

it("starts Nextcloud and LORIS side by side, with one log and one clock", async () => {
  await using sandbox = await startSandbox({ nextcloud: true, loris: true });
  sandbox.clock.advance(86_400_000);
  await fetch(`${sandbox.url.nextcloud}/status.php`);
  const answer = await fetch(`${sandbox.url.loris}/api/v0.0.3/projects`);
  expect(answer.status).toBe(401);
  expect(sandbox.log.entries.map((entry) => entry.server)).toEqual(["nextcloud", "loris"]);
  for (const entry of sandbox.log.entries) expect(entry.atMs).toBeGreaterThan(Date.now() + 80_000_000);
});

it("says which look-alike was not started when something of it is asked for", async () => {
  await using loris = await startSandbox({ loris: true });
  await using nextcloud = await startSandbox({ nextcloud: true });
  expect(() => loris.url.nextcloud).toThrow("the sandbox was started without nextcloud");
  expect(() => nextcloud.credentials.loris).toThrow("startSandbox({ loris: true })");
  expect(() => nextcloud.state.loris).toThrow("started without loris");
});

it("closes what was started when the next look-alike cannot be", async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, "127.0.0.1", () => {
      const address = taken.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    }),
  );
  const options = { nextcloud: { port: 0 }, loris: { port } };
  await expect(startSandbox(options)).rejects.toThrow("EADDRINUSE");
  await new Promise((resolve) => taken.close(resolve));
  await (await startSandbox(options)).close();
});
