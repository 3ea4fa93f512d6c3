import type { XnatContext } from "../context.js";
import { getItem } from "../http/get-item.js";
import { requestPath } from "../http/request-path.js";
import { itemField } from "./item-field.js";

/**
 * The ID of a project that may be named by an alias: XNAT takes both in addresses (wire/xnat.md, 2), and lists name the ID alone.
 *
 * @throws {@link ScanferryError} `remote/not-found`, `auth/*`, `net/*`
 */
export async function projectId(
  ctx: XnatContext,
  name: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const item = await getItem(ctx, requestPath("data", "projects", name), { subject: name, signal });
  return itemField(item, "ID", "id") ?? name;
}
