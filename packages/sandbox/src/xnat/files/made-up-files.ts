import type { Filler } from "../../bytes/filler.js";
import { niftiGzBody, niftiGzBytes } from "../../bytes/nifti-gz-body.js";
import type { XnatFileName, XnatFileOptions } from "../archive-options.js";
import type { XnatOwner, XnatResource } from "../archive/archive-types.js";
import type { ResourceTemplate } from "../archive/templates.js";
import { dicomBytes, dicomHead } from "../dicom/dicom-head.js";
import { FilledBodies, memoryBody, type XnatBody } from "./xnat-body.js";

/** A made-up file before anybody changed it. */
export interface MadeUpFile {
  readonly path: string;
  /** From 1. */
  readonly number: number;
  readonly options?: XnatFileOptions;
}

/** Makes the files of a resource from their numbers. */
export class MadeUpFiles {
  readonly #filled: FilledBodies;

  constructor(private readonly filler: Filler) {
    this.#filled = new FilledBodies(filler);
  }

  *list(resource: XnatResource): Generator<MadeUpFile> {
    const template = resource.made?.template;
    if (template === undefined) return;
    if (typeof template.files !== "number")
      for (const [index, options] of template.files.entries())
        yield { path: options.path, number: index + 1, options };
    else
      for (let number = 1; number <= template.files; number += 1)
        yield { path: pathOf(template.kind, number), number };
  }

  find(resource: XnatResource, path: string): MadeUpFile | undefined {
    const template = resource.made?.template;
    if (template === undefined) return undefined;
    if (typeof template.files !== "number") {
      for (const file of this.list(resource)) if (file.path === path) return file;
      return undefined;
    }
    const number = Number(/^(?:image_|notes_)?(\d+)\./.exec(path)?.[1] ?? "1");
    return number >= 1 && number <= template.files && pathOf(template.kind, number) === path
      ? { path, number }
      : undefined;
  }

  /** The size that a file gets when it is to have so many bytes. */
  bytes(resource: XnatResource, file: MadeUpFile, wanted?: number): number {
    const template = resource.made?.template;
    const content = file.options?.content;
    if (wanted === undefined && content !== undefined) return Buffer.byteLength(content);
    const size = wanted ?? wantedBytes(template, resource, file);
    const kind = template?.kind;
    return kind === "dicom" ? dicomBytes(size) : kind === "nifti" ? niftiGzBytes(size) : Math.ceil(size);
  }

  body(resource: XnatResource, file: MadeUpFile, bytes: number, revision: number): XnatBody {
    const content = file.options?.content;
    if (content !== undefined && revision === 0) return memoryBody(Buffer.from(content));
    const kind = resource.made?.template.kind;
    const words = `${resource.id}/${file.path}/${revision}`;
    if (kind === "nifti") return memoryBody(Buffer.concat([...niftiGzBody(bytes, words, this.filler)]));
    if (kind !== "dicom") return this.#filled.body(Buffer.from(`${words}\n`).subarray(0, bytes), bytes);
    const { subject, session, scan } = imageOf(resource.owner);
    const image = {
      project: projectOf(resource.owner),
      subject: subject ?? "",
      session: session?.label ?? "",
      scan: scan?.id ?? "0",
      seriesDescription: scan?.seriesDescription ?? "",
      modality: session?.modality ?? "OT",
      date: session?.date ?? "2020-01-01",
      instance: file.number,
      revision,
    };
    return this.#filled.body(dicomHead(image, bytes), bytes);
  }
}

function pathOf(kind: ResourceTemplate["kind"], number: number): string {
  if (kind === "dicom") return `${String(number).padStart(4, "0")}.dcm`;
  const behind = number === 1 ? "" : `_${number}`;
  return kind === "nifti" ? `image${behind}.nii.gz` : `notes${behind}.txt`;
}

function wantedBytes(
  template: ResourceTemplate | undefined,
  resource: XnatResource,
  file: MadeUpFile,
): number {
  const wanted = file.options?.bytes ?? template?.fileBytes ?? 0;
  if (typeof wanted === "number") return wanted;
  const { subject, session, scan } = imageOf(resource.owner);
  const name: XnatFileName = {
    project: projectOf(resource.owner),
    subject: subject ?? "",
    ...(session === undefined ? {} : { session: session.label }),
    ...(scan === undefined ? {} : { scan: scan.id }),
    resource: resource.label,
    path: file.path,
  };
  return wanted(name);
}

/** The project that owns what a resource belongs to. */
export function projectOf(owner: XnatOwner): string {
  if (owner.kind === "project") return owner.id;
  return owner.kind === "scan" ? owner.experiment.project : owner.project;
}

function imageOf(owner: XnatOwner): {
  readonly subject?: string;
  readonly session?: { readonly label: string; readonly modality: string; readonly date: string };
  readonly scan?: { readonly id: string; readonly seriesDescription: string };
} {
  switch (owner.kind) {
    case "project":
      return {};
    case "subject":
      return { subject: owner.label };
    case "experiment":
      return { subject: owner.subject.label, session: owner };
    case "scan":
      return { subject: owner.experiment.subject.label, session: owner.experiment, scan: owner };
  }
}
