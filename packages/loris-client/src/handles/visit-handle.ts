import { dicomBytes, dicoms } from "../calls/dicoms.js";
import type { InstrumentData } from "../calls/instrument-data.js";
import { instrumentData } from "../calls/instrument-data.js";
import type { RecordingPart } from "../calls/recording-bytes.js";
import { recordingBytes } from "../calls/recording-bytes.js";
import type { VisitPlace } from "../calls/visit.js";
import {
  sessionQc,
  visit,
  visitBidsFiles,
  visitImages,
  visitInstruments,
  visitRecordings,
} from "../calls/visit.js";
import type { CallOptions, LorisContext } from "../context.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import type { DicomTar } from "../schemas/dicom.js";
import type { VisitImage } from "../schemas/image.js";
import type { VisitRecording } from "../schemas/recording.js";
import type { SessionQc, Visit } from "../schemas/visit.js";
import type { ProcessDicomsOptions, ProcessingState } from "../upload/process-dicoms.js";
import { processDicoms } from "../upload/process-dicoms.js";
import type { DicomUpload, UploadDicomsOptions } from "../upload/upload-dicoms.js";
import { uploadDicoms } from "../upload/upload-dicoms.js";
import { inspected } from "./handle-line.js";
import { ImageHandle } from "./image-handle.js";

/** One visit of a candidate; making it asks nothing of the server. */
export class VisitHandle {
  readonly #ctx: LorisContext;
  readonly #at: VisitPlace;
  constructor(ctx: LorisContext, at: VisitPlace) {
    this.#ctx = ctx;
    this.#at = at;
  }

  /** The visit's label. */
  get label(): string {
    return this.#at.visit;
  }
  /** The visit's record. */
  show(options?: CallOptions): Promise<Visit> {
    return visit(this.#ctx, this.#at, options);
  }
  /** The images of the visit. */
  images(options?: CallOptions): Promise<readonly VisitImage[]> {
    return visitImages(this.#ctx, this.#at, options);
  }
  /** @param name The image's file name. */
  image(name: string): ImageHandle {
    return new ImageHandle(this.#ctx, { ...this.#at, image: name });
  }
  /** Quality control of the whole visit. */
  qc(options?: CallOptions): Promise<SessionQc> {
    return sessionQc(this.#ctx, this.#at, options);
  }
  /** Names of the visit's instruments. */
  instruments(options?: CallOptions): Promise<readonly string[]> {
    return visitInstruments(this.#ctx, this.#at, options);
  }
  /** The answers of one instrument. */
  instrument(name: string, options?: CallOptions): Promise<InstrumentData> {
    return instrumentData(this.#ctx, this.#at, name, options);
  }
  /** DICOM archives of the visit. */
  dicoms(options?: CallOptions): Promise<readonly DicomTar[]> {
    return dicoms(this.#ctx, this.#at, options);
  }
  /** One DICOM archive, as a stream. */
  dicom(name: string, options?: CallOptions): Promise<RemoteBytes> {
    return dicomBytes(this.#ctx, this.#at, name, options);
  }
  /** Uploads a DICOM archive (.tar, .tar.gz), whose name must begin with PSCID_CandID_Visit. */
  uploadDicoms(path: string, options?: UploadDicomsOptions): Promise<DicomUpload> {
    return uploadDicoms(this.#ctx, this.#at, path, options);
  }
  /** Starts LORIS's own pipeline on an uploaded archive, and waits for its end if asked to. @param uploadId What the upload gave. */
  processDicoms(name: string, uploadId: string, options?: ProcessDicomsOptions): Promise<ProcessingState> {
    return processDicoms(this.#ctx, this.#at, name, uploadId, options);
  }
  /** Electrophysiology recordings of the visit. */
  recordings(options?: CallOptions): Promise<readonly VisitRecording[]> {
    return visitRecordings(this.#ctx, this.#at, options);
  }
  /** One recording, or one of its BIDS files, as a stream. */
  recording(name: string, part?: RecordingPart, options?: CallOptions): Promise<RemoteBytes> {
    return recordingBytes(this.#ctx, this.#at, name, part, options);
  }
  /** Links of the visit's scans table (PREVENT-AD). */
  bidsFiles(options?: CallOptions): Promise<{ readonly tsvLink: string; readonly jsonLink: string }> {
    return visitBidsFiles(this.#ctx, this.#at, options);
  }
  [inspected](): string {
    return `VisitHandle(at ${this.#ctx.baseUrl})`;
  }
}
