import type { UploadBody, UploadSink } from "@scanferry/transfer";
import { ScanferryError, formBody, isScanferryError } from "@scanferry/transfer";
import type { VisitPlace } from "../calls/visit.js";
import { visitPath } from "../calls/visit.js";
import type { LorisContext } from "../context.js";
import type { DicomArchive } from "./dicom-archive.js";
import type { MriUpload } from "../schemas/dicom.js";
import { mriUploads } from "./mri-uploads.js";
import { archiveExists, uploadError } from "./upload-error.js";

/** What the form says besides the file. */
interface ArchiveFacts {
  readonly pscid: string;
  readonly isPhantom: boolean;
  readonly overwrite: boolean;
}

/** The POST of one archive, and what is known about its earlier tries. */
export class ArchivePost {
  readonly #ctx: LorisContext;
  readonly #at: VisitPlace;
  readonly #archive: DicomArchive;
  readonly #facts: ArchiveFacts;
  /** IDs of what was there before; `undefined` until asked, or where the server cannot tell. */
  #before: ReadonlySet<string> | undefined;
  #asked = false;
  #sent = false;

  constructor(ctx: LorisContext, at: VisitPlace, archive: DicomArchive, facts: ArchiveFacts) {
    this.#ctx = ctx;
    this.#at = at;
    this.#archive = archive;
    this.#facts = facts;
  }

  /** Looks before each try: an archive that is there need not travel, and one that arrived without an answer is not sent again. */
  async begin(signal: AbortSignal): Promise<UploadSink | { unchanged: true }> {
    const uploads = await this.#uploads(signal);
    if (!this.#asked) {
      this.#asked = true;
      this.#before = uploads === undefined ? undefined : new Set(uploads.map(({ id }) => id));
      if (uploads !== undefined && uploads.length > 0 && !this.#facts.overwrite)
        throw archiveExists(this.#archive.name);
    } else if (this.#arrived(uploads)) return { unchanged: true };
    return { write: (body, { signal: own }) => this.#send(body, own), finish: () => Promise.resolve({}) };
  }

  /** The server's number of what was sent, the newest where there are many. */
  async uploadId(signal: AbortSignal | undefined): Promise<string | undefined> {
    const uploads = await this.#uploads(signal);
    return (uploads?.filter(({ id }) => this.#before?.has(id) !== true) ?? []).at(-1)?.id;
  }

  #uploads(signal: AbortSignal | undefined): Promise<readonly MriUpload[] | undefined> {
    return mriUploads(this.#ctx, this.#at, this.#archive.name, { signal });
  }

  #arrived(uploads: readonly MriUpload[] | undefined): boolean {
    return (
      this.#before !== undefined && (uploads?.some(({ id }) => this.#before?.has(id) === false) ?? false)
    );
  }

  async #send(body: UploadBody, signal: AbortSignal): Promise<void> {
    const { name, contentType, sizeBytes } = this.#archive;
    const { pscid, isPhantom, overwrite } = this.#facts;
    const { candidate, visit } = this.#at;
    const json = {
      CandID: candidate,
      PSCID: pscid,
      VisitLabel: visit,
      IsPhantom: isPhantom,
      ...(overwrite ? { Overwrite: true } : {}),
    };
    const form = formBody(
      { Json: JSON.stringify(json) },
      { field: "File", name, contentType },
      { ...body, lengthBytes: sizeBytes },
    );
    const again = this.#sent;
    this.#sent = true;
    try {
      const answer = await this.#ctx.http.bytes("POST", visitPath(this.#at, "dicoms"), {
        // Releases before 27 read the header, later ones the form.
        headers: {
          "Content-Type": form.contentType,
          ...(overwrite ? { "LORIS-Overwrite": "overwrite" } : {}),
        },
        body: form,
        signal,
      });
      // 303 leads to the list of processes; its body is `null`.
      if (answer.status === 303 || (answer.status >= 200 && answer.status < 300)) {
        await answer.dump();
        return;
      }
      if (answer.status === 401) throw expired();
      const text = await answer.text();
      // The answer to an earlier try was lost, and it had arrived.
      if (answer.status === 409 && again && this.#arrived(await this.#uploads(signal))) return;
      throw uploadError(answer.status, answer.headers, text, name);
    } catch (error) {
      if (!isScanferryError(error) || !error.retryable) throw error;
      if (this.#arrived(await this.#uploads(signal))) return;
      if (this.#before === undefined) throw uncertain(error, name);
      throw error;
    }
  }
}

function expired(): ScanferryError {
  return new ScanferryError("auth/expired", "LORIS no longer takes the token.", {
    hint: "Run the same command again.",
  });
}

/** The error where the server cannot say whether it has the archive. */
function uncertain(cause: ScanferryError, subject: string): ScanferryError {
  return new ScanferryError("net/reset", "The answer to the upload was lost.", {
    hint: "LORIS may have the archive or not; look at the imaging uploader on its web page before you send it again.",
    cause,
    subject,
  });
}
