import { ScanferryError } from "@scanferry/transfer";
import type { Place } from "../calls/place-path.js";
import { itemPath, listPath, placeName } from "../calls/place-path.js";
import { scans } from "../calls/scans.js";
import type { XnatContext } from "../context.js";
import { getItem } from "../http/get-item.js";
import { isSameType } from "../select/modalities.js";
import type { Scan } from "../schemas/scan.js";
import { checkLabel } from "./check-label.js";
import { put } from "./put.js";
import type { MadeThing, MakeOptions } from "./settle-fields.js";
import { settleFields } from "./settle-fields.js";

/** What a scan is; what is left out stays as it is. */
export interface ScanFields {
  /** @example "T1w" */
  readonly type?: string | undefined;
  readonly seriesDescription?: string | undefined;
  /** @example "usable" */
  readonly quality?: string | undefined;
  readonly note?: string | undefined;
  /** XNAT's own name, e.g. "xnat:mrScanData". @default that of the session, for a new one */
  readonly xsiType?: string | undefined;
}

/**
 * Makes an empty scan in a session, or changes what is known of it. Whether it is there is told by the session's list: 1.6 answers for an
 * unknown scan with what the subject has (wire/xnat.md, 11b).
 *
 * @param place Its session, and its ID, which need not be a number.
 * @throws {@link ScanferryError} `input/invalid` for an ID that XNAT refuses; `remote/not-found` without the session; `remote/exists` where it is there and
 * differs; `remote/conflict` where it is of another type; `auth/forbidden`, `remote/*`, `net/*`, `aborted`
 */
export async function createScan(
  ctx: XnatContext,
  place: Place & { readonly scan: string },
  fields: ScanFields = {},
  options: MakeOptions = {},
): Promise<MadeThing> {
  const { scan: id, project, subject, experiment } = place;
  checkLabel(id, "scan");
  const { signal } = options;
  const { type, seriesDescription, quality, note, xsiType } = fields;
  const name = placeName(place);
  const path = await listPath(ctx, place, { signal });
  const find = async (): Promise<Scan | undefined> => {
    for await (const scan of scans(ctx, place, { signal })) if (scan.id === id) return scan;
    return undefined;
  };
  return settleFields(
    {
      noun: "scan",
      uri: path,
      name,
      wanted: { type, seriesDescription, quality, note },
      look: async () => {
        const scan = await find();
        if (scan === undefined) return undefined;
        if (xsiType !== undefined && !isSameType(scan.xsiType, xsiType)) throw otherType(name, scan.xsiType);
        return {
          id,
          type: scan.type,
          seriesDescription: scan.seriesDescription,
          quality: scan.quality,
          note: scan.note,
        };
      },
      write: async (before) => {
        const query = {
          // 1.6 answers 417 without it.
          xsiType: xsiType ?? (before === undefined ? await typeInSession() : (await find())?.xsiType),
          type,
          series_description: seriesDescription,
          quality,
          note,
        };
        await put(ctx, { path, subject: name, project }, { query, signal });
      },
    },
    options,
  );

  async function typeInSession(): Promise<string> {
    const session = { project, subject, experiment };
    const item = await getItem(ctx, itemPath(session), { signal, subject: placeName(session), project });
    return item.xsiType.replace(/SessionData$/i, "ScanData");
  }
}

function otherType(name: string, xsiType: string): ScanferryError {
  return new ScanferryError("remote/conflict", "The scan is there, and is of another type.", {
    hint: `It is ${xsiType}, which cannot be changed. Choose another ID.`,
    details: { reason: "type" },
    subject: name,
  });
}
