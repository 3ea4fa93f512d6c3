import { z } from "zod";
import type { Fields } from "./values.js";
import { idSchema, listOf, recordOf, textSchema } from "./values.js";

/** One series in a DICOM archive. */
export interface DicomSeries {
  readonly description?: string | undefined;
  /** A number in v28, a text by the specification; here a text. */
  readonly number?: string | undefined;
  readonly uid?: string | undefined;
  readonly modality?: string | undefined;
  readonly fields: Fields;
}

/** A DICOM archive of a visit. */
export interface DicomTar {
  readonly name: string;
  /** Told by v0.0.4-dev alone. */
  readonly patientName?: string | undefined;
  readonly series: readonly DicomSeries[];
  readonly fields: Fields;
}

/** What became of an uploaded archive on the server. */
export interface MriUpload {
  readonly id: string;
  readonly processes: readonly Fields[];
  readonly fields: Fields;
}

const seriesSchema = recordOf(
  z.looseObject({
    SeriesDescription: textSchema,
    SeriesNumber: textSchema,
    SeriesUID: textSchema,
    Modality: textSchema,
  }),
  (series, fields): DicomSeries => ({
    description: series.SeriesDescription,
    number: series.SeriesNumber,
    uid: series.SeriesUID,
    modality: series.Modality,
    fields,
  }),
);

const tarSchema = recordOf(
  z.looseObject({
    Tarname: idSchema,
    Patientname: textSchema,
    SeriesInfo: listOf(seriesSchema).optional().default([]),
  }),
  ({ Tarname, Patientname, SeriesInfo }, fields): DicomTar => ({
    name: Tarname,
    patientName: Patientname,
    series: SeriesInfo,
    fields,
  }),
);

/** An empty list is `[[]]` in the legacy dialect. */
export const dicomsSchema = z.looseObject({
  DicomTars: z.preprocess(
    (value) =>
      Array.isArray(value) ? value.filter((tar) => !(Array.isArray(tar) && tar.length === 0)) : value,
    listOf(tarSchema),
  ),
});

const uploadSchema = recordOf(
  z.looseObject({ MriUploadID: idSchema, Processes: listOf(z.looseObject({})).optional().default([]) }),
  ({ MriUploadID, Processes }, fields): MriUpload => ({ id: MriUploadID, processes: Processes, fields }),
);

export const mriUploadsSchema = z.looseObject({ MriUploads: listOf(uploadSchema) });
