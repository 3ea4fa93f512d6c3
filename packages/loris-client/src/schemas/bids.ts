import { z } from "zod";
import type { Fields } from "./values.js";
import { idSchema, listOf, recordOf, textSchema } from "./values.js";

/** An image of the BIDS endpoint. All links are paths below `/api/VERSION`, not encoded. */
export interface BidsImage {
  readonly type: "image";
  /** CandID. */
  readonly candidate: string;
  readonly pscid: string;
  readonly visit: string;
  readonly scanType: string;
  /** Folder below the session, e.g. "anat". */
  readonly subfolder: string;
  readonly niftiLink: string;
  readonly jsonLink?: string | undefined;
  /** With `bvecLink` only where `subfolder` is "dwi". */
  readonly bvalLink?: string | undefined;
  readonly bvecLink?: string | undefined;
  /** Only for the tasks retrieval and encoding; ends in `_bold_events.txt`, which is not BIDS. */
  readonly eventLink?: string | undefined;
  readonly fields: Fields;
}

/** The tables of a session of the BIDS endpoint. */
export interface BidsSession {
  readonly type: "session";
  readonly candidate: string;
  readonly pscid: string;
  readonly visit: string;
  readonly tsvLink: string;
  readonly jsonLink?: string | undefined;
  readonly fields: Fields;
}

/** A file at the root of the dataset of the BIDS endpoint: README, dataset_description.json, participants … */
export interface BidsStudyFile {
  readonly type: "study";
  readonly link: string;
  readonly fields: Fields;
}

/** Anything that the BIDS endpoint lists. */
export type BidsEntry = BidsStudyFile | BidsSession | BidsImage;

/** A release of data for download. */
export interface DataRelease {
  readonly version: string;
  readonly files: readonly { readonly name: string; readonly link: string }[];
  readonly fields: Fields;
}

/** A site (center) of a LORIS. */
export interface Site {
  readonly name: string;
  readonly alias?: string | undefined;
  readonly fields: Fields;
}

const link = z.string().min(1);
const place = { Candidate: idSchema, PSCID: idSchema, Visit: idSchema };

export const bidsImageSchema = recordOf(
  z.looseObject({
    ...place,
    LorisScanType: textSchema,
    // The notebook looked for it where LorisScanType is absent.
    AcquisitionType: textSchema,
    Subfolder: z.string(),
    NiftiLink: link,
    JsonLink: textSchema,
    BvalLink: textSchema,
    BvecLink: textSchema,
    EventLink: textSchema,
  }),
  (image, fields): BidsImage => ({
    type: "image",
    candidate: image.Candidate,
    pscid: image.PSCID,
    visit: image.Visit,
    scanType: image.LorisScanType ?? image.AcquisitionType ?? "",
    subfolder: image.Subfolder,
    niftiLink: image.NiftiLink,
    jsonLink: image.JsonLink,
    bvalLink: image.BvalLink,
    bvecLink: image.BvecLink,
    eventLink: image.EventLink,
    fields,
  }),
);

export const bidsSessionSchema = recordOf(
  z.looseObject({ ...place, TsvLink: link, JsonLink: textSchema }),
  (session, fields): BidsSession => ({
    type: "session",
    candidate: session.Candidate,
    pscid: session.PSCID,
    visit: session.Visit,
    tsvLink: session.TsvLink,
    jsonLink: session.JsonLink,
    fields,
  }),
);

export const dataReleaseSchema = recordOf(
  z.looseObject({
    Data_Release_Version: idSchema,
    Files: listOf(z.looseObject({ File: idSchema, Link: link })),
  }),
  ({ Data_Release_Version, Files }, fields): DataRelease => ({
    version: Data_Release_Version,
    files: Files.map(({ File, Link }) => ({ name: File, link: Link })),
    fields,
  }),
);

export const siteSchema = recordOf(
  z.looseObject({ Name: idSchema, Alias: textSchema }),
  ({ Name, Alias }, fields): Site => ({ name: Name, alias: Alias, fields }),
);
