import { ScanferryError, changedError, fewerRetriesOn500 } from "@scanferry/transfer";
import { z } from "zod";
import type { CallOptions, XnatContext } from "../context.js";
import type { Fields } from "../schemas/row.js";
import { pageError, pageIn } from "./web-page.js";
import { xnatError } from "./xnat-error.js";

/** One thing of XNAT with what is inside it. */
export interface XnatItem {
  /** @example "xnat:mrSessionData" */
  readonly xsiType: string;
  /** Its fields, under XNAT's names. */
  readonly fields: Fields;
  /** What is inside it, by field, e.g. "scans/scan". */
  readonly children: Readonly<Record<string, readonly XnatItem[]>>;
}

interface RawItem {
  readonly meta: { readonly "xsi:type"?: string | undefined; readonly isHistory?: unknown };
  readonly data_fields: Fields;
  readonly children?: readonly { readonly field: string; readonly items: readonly RawItem[] }[] | undefined;
}

const itemSchema: z.ZodType<RawItem> = z.looseObject({
  meta: z.looseObject({ "xsi:type": z.string().optional(), isHistory: z.unknown() }),
  data_fields: z.record(z.string(), z.unknown()),
  get children() {
    return z.array(z.looseObject({ field: z.string(), items: z.array(itemSchema) })).optional();
  },
});
const answerSchema = z.looseObject({ items: z.array(itemSchema).min(1) });

/** Large sessions carry all their scans and their resources. */
const longestBytes = 64 * 1024 * 1024;

/**
 * Asks for a single thing (`format=json`): the newest of its states, without its history.
 *
 * @param path Below the server's root, its names encoded ({@link requestPath}).
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function getItem(
  ctx: XnatContext,
  path: string,
  options: CallOptions & { readonly subject?: string; readonly project?: string | undefined } = {},
): Promise<XnatItem> {
  const { signal, subject = path, project } = options;
  const answer = await ctx.http.api("GET", path, {
    query: { format: "json" },
    retryOn: fewerRetriesOn500(),
    maxBytes: longestBytes,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw xnatError(ctx, answer, answer.text, { path, subject, project });
  const page = pageIn(answer.text);
  if (page !== undefined) throw changedError(pageError(page, answer.status), { subject });
  const parsed = answerSchema.safeParse(jsonOf(answer.text));
  // With a history, older states stand behind or before the newest one.
  const items = parsed.success ? parsed.data.items : [];
  const newest = items.find(({ meta }) => String(meta.isHistory) !== "true") ?? items[0];
  if (newest === undefined) {
    throw new ScanferryError(
      "remote/failed",
      "XNAT's answer about one thing has another shape than known releases send.",
      {
        hint: "Check that the address is an XNAT. If it is, report its release and this message.",
        subject,
      },
    );
  }
  return itemOf(newest);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function itemOf({ meta, data_fields, children = [] }: RawItem): XnatItem {
  return {
    xsiType: meta["xsi:type"] ?? "",
    fields: data_fields,
    children: Object.fromEntries(children.map(({ field, items }) => [field, items.map(itemOf)])),
  };
}
