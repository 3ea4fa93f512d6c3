import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { derivedFile, type ImageFileKind } from "../images/image-files.js";
import { imageLink, type LorisImage } from "../study/study-types.js";

/** …/images/FILE/bids/NAME. @throws LorisError 404 for a name that the image does not have */
export function imageBids(call: LorisCall, image: LorisImage, path: readonly string[]): Answer {
  const [name, ...rest] = path;
  const links = bidsLinks(image);
  if (name === undefined) return call.json({ Meta: { File: image.name }, Files: links }, "constant");
  const wanted = `${imageLink(image)}/bids/${name}`;
  const entry = Object.entries(links).find(([, link]) => link === wanted);
  const kind = entry === undefined ? undefined : KIND_OF[entry[0]];
  if (kind === undefined || rest.length > 0) throw new LorisError(404, "File not found");
  return fileAnswer(call, derivedFile(call.loris, image, kind, wanted), { missing: "empty500" });
}

const KIND_OF: Readonly<Record<string, ImageFileKind>> = {
  NiftiLink: "nii.gz",
  JsonLink: "json",
  BvalLink: "bval",
  BvecLink: "bvec",
  EventLink: "events.txt",
};

/** Links of an image in the BIDS endpoint. */
export interface LorisBidsLinks {
  readonly NiftiLink: string;
  readonly JsonLink: string;
  BvalLink?: string;
  BvecLink?: string;
  EventLink?: string;
}

/** The links of an image: bval and bvec by the folder, events by the task's name (measured at the branch's tip). */
export function bidsLinks(image: LorisImage): LorisBidsLinks {
  const base = `${imageLink(image)}/bids/${image.bidsName}`;
  const links: LorisBidsLinks = { NiftiLink: `${base}.nii.gz`, JsonLink: `${base}.json` };
  if (image.subfolder === "dwi") {
    links.BvalLink = `${base}.bval`;
    links.BvecLink = `${base}.bvec`;
  }
  if (/_task-(?:retrieval|encoding)/.test(image.bidsName)) links.EventLink = `${base}_events.txt`;
  return links;
}
