import type { PullStage } from "./use-pull.js";

type Row = Record<string, unknown>;

/** Lets the server answer with a list of its own in which something was changed, from here on. */
export async function rewriteList(
  stage: PullStage,
  path: string,
  change: (lists: Record<string, Row[]>) => void,
): Promise<void> {
  const lists = (await stage.loris.request("GET", path)).json() as Record<string, Row[]>;
  change(lists);
  stage.sandbox.faults.add({
    path: new RegExp(`${path}$`),
    kind: "status",
    status: 200,
    body: JSON.stringify(lists),
    times: 1000,
  });
}
