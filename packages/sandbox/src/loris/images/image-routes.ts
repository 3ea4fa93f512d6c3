import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { imageBids } from "../bids/image-bids.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { notFound } from "../not-found.js";
import { nativeFile } from "./image-files.js";
import { formatRoute } from "./format-route.js";
import { headerRoutes } from "./header-routes.js";
import { qcRoute } from "./qc-route.js";

/** …/images and below. @throws LorisError */
export function imageRoutes(call: LorisCall, of: VisitOf, path: readonly string[]): Answer {
  call.allow("GET");
  const [name, resource, ...rest] = path;
  const { study } = call.loris;
  if (name === undefined) return list(call, of);
  const image = study.image(of.candidate, of.visit, name);
  if (image === undefined) throw new LorisError(404, call.legacy ? "File not found" : `${name} not found.`);
  const meta = { ...of.meta, File: name };
  switch (resource) {
    case undefined:
      return fileAnswer(call, nativeFile(call.loris, image));
    case "qc":
      if (rest.length > 0) break;
      return qcRoute(call, image, meta);
    case "headers":
      return headerRoutes(call, image, meta, rest);
    case "format":
      return formatRoute(call, image, rest);
    case "bids":
    case "bidsfiles":
      if (!call.legacy) break;
      return imageBids(call, image, rest);
  }
  throw notFound(call.legacy);
}

function list(call: LorisCall, of: VisitOf): Answer {
  const files = [...call.loris.study.visitImages(of.candidate, of.visit)].map((image) => ({
    OutputType: image.outputType,
    Filename: image.name,
    AcquisitionType: image.scanType,
    ...(call.v4 ? { IsPhantom: false } : {}),
  }));
  return call.json({ Meta: of.meta, Files: files }, "constant");
}
