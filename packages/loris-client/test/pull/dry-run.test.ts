import { expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

it.each([
  ["BIDS endpoint", {}, "bids"],
  ["MINC", {}, "minc"],
  ["BIDS of a stock server", { dialect: "v28", study: { candidates: 1, visits: ["V1"] } }, "bids"],
] as const)(
  "a dry run plans what a run would bring, and nothing of what is up to date: %s",
  async (_, box, type) => {
    const stage = await usePull({
      study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1w", "dwi65"] },
      ...box,
    });
    const first = await stage.pull({ type, dryRun: true });
    expect(await stage.tree({ internal: true })).toEqual([]);
    expect(first.planned).toBeGreaterThan(3);
    await stage.pull({ type });
    const before = await stage.tree({ internal: true, sidecars: true });
    const again = await stage.pull({ type, dryRun: true });
    expect([again.planned, again.failed]).toEqual([0, 0]);
    expect(again.unchanged).toBeGreaterThan(3);

    const [image] = stage.images();
    stage.sandbox.state.loris.changeImage(image!.link);
    const changed = await stage.pull({ type, dryRun: true });
    expect(changed.planned).toBeGreaterThan(0);
    expect(changed.results.filter(({ status }) => status === "planned").map(({ id }) => id)).toContainEqual(
      expect.stringContaining(image!.link),
    );
    expect(await stage.tree({ internal: true, sidecars: true })).toEqual(before);
  },
);
