import { createHash } from "node:crypto";
import type { Answer } from "../../server/answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { imageLink, type LorisImage } from "../study/study-types.js";
import { nativeFile } from "./image-files.js";

/** …/headers, …/headers/full and …/headers/NAME. @throws LorisError for a header that the image does not have */
export function headerRoutes(
  call: LorisCall,
  image: LorisImage,
  meta: object,
  path: readonly string[],
): Answer {
  const [name, ...rest] = path;
  const etag = call.legacy ? "empty" : "constant";
  if (rest.length > 0) throw new LorisError(404, "not found");
  if (name === undefined) return call.json({ Meta: meta, ...summary(call, image) }, etag);
  const headers = allHeaders(image);
  if (name === "full") return call.json({ Meta: meta, Headers: headers }, etag);
  const value = name === "md5hash" ? md5hash(call, image) : headers[name];
  if (value === undefined) throw new LorisError(404, call.legacy ? "Header not found" : "not found");
  return call.json({ Meta: { ...meta, Header: name }, Value: value }, etag);
}

/**
 * LORIS-MRI writes the md5 of the file for types that are not MINC, and of something else for MINC; the full list leaves it
 * out (S).
 */
function md5hash(call: LorisCall, image: LorisImage): string {
  const hash = createHash("md5");
  if (image.name.endsWith(".mnc"))
    return hash.update(`${imageLink(image)}/${String(image.revision)}`).digest("hex");
  for (const chunk of nativeFile(call.loris, image).chunks()) hash.update(chunk);
  return hash.digest("hex");
}

function isTimed(image: LorisImage): boolean {
  return /bold|fmri|dwi|asl/i.test(image.scanType);
}

function allHeaders(image: LorisImage): Readonly<Record<string, string>> {
  const base = `assembly/${image.candidate}/${image.visit}/mri/native/${image.name.replace(/\.mnc$/, "")}`;
  return {
    "xspace:step": "1",
    "acquisition:repetition_time": "2.4",
    "study:field_value": "3",
    "xspace:start": "-80",
    "acquisition:protocol": image.scanType,
    "yspace:start": "-120",
    "study:device_model": "TrioTim",
    "image:dimorder": "zspace,yspace,xspace",
    "zspace:step": "1",
    "acquisition:echo_time": "0.00316",
    "xspace:length": "160",
    "acquisition:slice_thickness": "1",
    "zspace:start": "-100",
    "zspace:length": "256",
    "yspace:step": "1",
    "study:manufacturer": "SIEMENS",
    "study:software_version": "syngo MR B17",
    "acquisition:series_description": `${image.scanType} série é`,
    "yspace:length": "240",
    check_nii_filename: `${base}.nii.gz`,
    "acquisition:inversion_time": "1.2",
    "study:serial_no": "35008",
    header: "hdf5 minc header",
    bids_json_file: `${base}.json`,
  };
}

/** PREVENT-AD writes an empty list for a value that is not there, and has the time dimension always (measured). */
function summary(call: LorisCall, image: LorisImage): object {
  const timed = isTimed(image);
  const time = timed ? { Length: "150", StepSize: "2.4" } : { Length: [], StepSize: [] };
  return {
    Physical: {
      TE: "0.00316",
      TR: "2.4",
      TI: call.legacy ? [] : "1.2",
      SliceThickness: "1",
    },
    Description: { SeriesName: image.scanType, SeriesDescription: `${image.scanType} série é` },
    Dimensions: {
      XSpace: { Length: "160", StepSize: "1" },
      YSpace: { Length: "240", StepSize: "1" },
      ZSpace: { Length: "256", StepSize: "1" },
      ...(timed || call.legacy ? { TimeDimension: time } : {}),
    },
    ScannerInfo: {
      Manufacturer: "SIEMENS",
      Model: "TrioTim",
      SoftwareVersion: "syngo MR B17",
      SerialNumber: "35008",
      FieldStrength: "3",
    },
  };
}
