import { createHash, type Hash } from "node:crypto";
import { isAbort, ScanferryError, type ContentCheck, type FileItem } from "@scanferry/transfer";

import type { LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import { linkPath } from "../http/link-path.js";
import { openFile } from "../http/open-file.js";
import { oneHeaderSchema } from "../schemas/headers.js";
import { contentChecks } from "./whole/content-checks.js";

/**
 * How an image is fetched as LORIS stores it. For other types than MINC, the header `md5hash` is the MD5 of the file (LORIS-MRI,
 * `compute_hash`), and the bytes are held to it; for MINC it is made over unpacked values and says nothing of the bytes (wire/loris.md §6).
 */
export function nativeImage(ctx: LorisContext, link: string): Pick<FileItem, "open" | "checks"> {
  if (/\.mnc$/i.test(link)) return { open: (request) => openFile(ctx, link)(request) };
  const told: Told = { md5: undefined };
  return {
    async open(request) {
      const opened = await openFile(ctx, link)(request);
      if (opened.status !== "unchanged") told.md5 = await md5Of(ctx, link, request.signal);
      return opened;
    },
    checks: [...contentChecks, registeredDigest(told)],
  };
}

/** What the server said last. */
interface Told {
  md5: string | undefined;
}

/**
 * A check of its own instead of the engine's, for what it says: LORIS keeps the digest of the day when it took the file in, so that
 * a file that was changed there since (defaced in place) disagrees for ever.
 */
function registeredDigest(told: Told): ContentCheck {
  return {
    name: "registered-digest",
    start: () => {
      const { md5 } = told;
      if (md5 === undefined) return undefined;
      const hash: Hash = createHash("md5");
      return {
        keepsNothing: true,
        write: (chunk) => void hash.update(chunk),
        end() {
          if (hash.digest("hex") !== md5.toLowerCase()) throw otherDigest();
        },
      };
    },
  };
}

function otherDigest(): ScanferryError {
  return new ScanferryError(
    "data/checksum-mismatch",
    "The image does not have the MD5 that LORIS has registered for it.",
    {
      hint: "Run the same command again. If it goes on, the file was changed on the server after LORIS had taken it in (by defacing in place, for example), or is damaged there: ask the administrator of the LORIS to correct the header md5hash or the file.",
      retryable: true,
      details: { digest: "md5" },
    },
  );
}

/** The digest that the server keeps of a file, if it does. Lacking it is no reason to lack the file. */
async function md5Of(ctx: LorisContext, link: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const what = "a header of the image";
    const value = await getJson(ctx, `${linkPath(link)}/headers/md5hash`, oneHeaderSchema, { signal, what });
    return value !== undefined && /^[0-9a-f]{32}$/i.test(value) ? value : undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}
