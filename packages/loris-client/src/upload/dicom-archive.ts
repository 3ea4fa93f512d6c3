import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ScanferryError, fsError } from "@scanferry/transfer";

/** An archive on the disk that LORIS takes. */
export interface DicomArchive {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** The type that its part of the form must have; any other is answered 403 "File type not allowed" (v28). */
  readonly contentType: string;
}

interface Form {
  readonly ending: RegExp;
  readonly contentType: string;
  /** Whether the first bytes of a file are those of this form. */
  readonly begins: (head: Uint8Array) => boolean;
}

const forms: readonly Form[] = [
  { ending: /\.tar$/i, contentType: "application/x-tar", begins: beginsTar },
  { ending: /\.(?:tar\.gz|tgz|gz)$/i, contentType: "application/gzip", begins: beginsGzip },
];

/**
 * Looks at an archive before anything is sent; no server is asked.
 *
 * @param beginning What its name must begin with: PSCID_CandID_Visit (v28: else 400). @default not looked at
 * @throws {@link ScanferryError} `input/invalid` for another ending, content or name, `local/*` when it cannot be read
 * @example
 * ```ts
 * const { name, sizeBytes } = await dicomArchive("MTL001_300001_V1.tar.gz");
 * ```
 */
export async function dicomArchive(path: string, beginning?: string): Promise<DicomArchive> {
  const name = basename(path);
  const form = forms.find(({ ending }) => ending.test(name));
  if (form === undefined) {
    throw new ScanferryError("input/invalid", "LORIS takes DICOM archives as .tar, .tar.gz or .tgz.", {
      hint: "Pack the DICOM files with tar; zip files cannot be sent over the API.",
      subject: path,
    });
  }
  // eslint-disable-next-line no-control-regex -- these characters would end the header of the form's part
  if (/["\\\u0000-\u001f\u007f]/.test(name)) {
    throw new ScanferryError(
      "input/invalid",
      "The archive's name holds a character that a form cannot carry.",
      {
        hint: "Rename it: no quotation marks, backslashes or control characters.",
        subject: path,
      },
    );
  }
  if (beginning !== undefined && !beginsWith(name, beginning)) {
    throw new ScanferryError("input/invalid", "The archive's name does not begin with PSCID_CandID_Visit.", {
      hint: "LORIS finds the participant by it. Rename the file, and check that it is the right participant's.",
      subject: path,
    });
  }
  const { contentType } = form;
  const { sizeBytes, head } = await look(path);
  if (form.begins(head)) return { path, name, sizeBytes, contentType };
  throw new ScanferryError("input/invalid", "The archive's content is not what its name says.", {
    hint: "It may be empty, cut, or of another kind. Pack the DICOM files anew with tar.",
    subject: path,
  });
}

/** A file's size and its first 512 bytes. */
async function look(path: string): Promise<{ sizeBytes: number; head: Uint8Array }> {
  try {
    // Asked before it is opened: opening a pipe would wait for its writer.
    const found = await stat(path);
    if (found.isFile()) {
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
        return { sizeBytes: found.size, head: buffer.subarray(0, bytesRead) };
      } finally {
        await file.close();
      }
    }
  } catch (error) {
    throw fsError(error, path);
  }
  throw new ScanferryError("input/invalid", "The archive is no file.", {
    hint: "Give one packed archive, not a folder.",
    subject: path,
  });
}

/** The first member's header holds the sum of its own bytes, its field counted as blanks (POSIX; all kinds of tar have it). */
function beginsTar(head: Uint8Array): boolean {
  if (head.length < 512) return false;
  const written = /^[ ]*([0-7]+)/.exec(Buffer.from(head.subarray(148, 156)).toString("latin1"))?.[1];
  const sum = head.reduce((so, byte, at) => so + (at >= 148 && at < 156 ? 32 : byte), 0);
  return written !== undefined && Number.parseInt(written, 8) === sum;
}

/** RFC 1952: magic, and deflate as the only method there is; 18 bytes are the head and tail of nothing. */
function beginsGzip(head: Uint8Array): boolean {
  return head.length > 18 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** Whether a name begins with all of another: V1 is no beginning of V10. */
function beginsWith(name: string, beginning: string): boolean {
  return name.startsWith(beginning) && !/^[\p{L}\p{M}\p{N}]/u.test(name.slice(beginning.length));
}
