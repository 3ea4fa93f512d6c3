import { ScanferryError } from "@scanferry/transfer";
import { endSignature, localSignature, zip64EndSignature } from "../container/headers.js";
import { damaged } from "../read/damaged.js";
import { isReadable, unsupported } from "../read/decompressed.js";
import type { ForwardBytes } from "./forward-bytes.js";
import type { LocalEntry } from "./local-header.js";
import { nextSignature } from "./next-signature.js";

const reasons = {
  "length-behind":
    "The length of an entry that is not deflated stands behind it, so that its end cannot be found.",
  encrypted: "An entry is encrypted.",
};

/** Gives the error for a stream that begins neither with an entry nor with the end of an archive without entries. */
export async function beginsOtherwise(bytes: ForwardBytes): Promise<ScanferryError | undefined> {
  const signature = await nextSignature(bytes);
  if ([localSignature, endSignature, zip64EndSignature].includes(signature)) return undefined;
  return damaged("The archive does not begin as a zip.", {
    hint: "It is something else, or bytes stand before it as in self-extracting archives, which only a reader of the whole file takes.",
  });
}

/**
 * Gives the error for an entry that can be read only with the directory at hand, and nothing for all others.
 *
 * @throws {@link ScanferryError} `input/invalid` for compression methods that cannot be read in any way, `data/corrupt`
 */
export function needsDirectory(entry: LocalEntry): ScanferryError | undefined {
  const { name, method, isDirectory, hasDescriptor, sizeBytes, compressedBytes } = entry;
  if (entry.isEncrypted) return notForward("encrypted", name);
  if (!isReadable(method)) throw unsupported(entry, "compression method");
  if (method === 0 && !hasDescriptor && sizeBytes !== compressedBytes) {
    throw damaged("The archive is damaged: a stored entry has two lengths.", { subject: name });
  }
  if (!hasDescriptor || method === 8) return undefined;
  // A folder has no content, and some writers put the length before the data as well.
  if (method === 0 && (isDirectory || (compressedBytes > 0 && compressedBytes === sizeBytes)))
    return undefined;
  return notForward("length-behind", name);
}

/** The error for what has to go through a temporary file when there is no place for one. */
function notForward(reason: keyof typeof reasons, subject?: string): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    `The archive cannot be read while it arrives. ${reasons[reason]}`,
    {
      hint: "Allow a temporary file (option tempFolder), or save the archive and open the file.",
      details: { reason, option: "tempFolder" },
      ...(subject === undefined ? {} : { subject }),
    },
  );
}
