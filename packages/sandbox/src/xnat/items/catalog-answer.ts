import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import { escapeHtml } from "../answers/status-page.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatResource } from "../archive/archive-types.js";
import { baseName, type XnatFile } from "../files/xnat-file.js";

const NAMESPACES = `xmlns:cat="http://nrg.wustl.edu/catalog" xmlns:xnat="http://nrg.wustl.edu/xnat" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;

/** A resource itself: its catalog as XML, whatever format was asked for (recorded). */
export function catalogAnswer(call: XnatCall, resource: XnatResource): Answer {
  return restletAnswer({ type: "text/xml", body: catalogXml(call, resource), negotiated: true });
}

function catalogXml(call: XnatCall, resource: XnatResource): string {
  const entries = [...call.xnat.files.list(resource)].map((file) => entryXml(call, file)).join("");
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<cat:Catalog ID="${attribute(resource.label)}" ${NAMESPACES}>\n` +
    `<cat:metaFields>\n\t<cat:metaField name="AUDIT"></cat:metaField>\n</cat:metaFields>\n` +
    `<cat:entries>\n${entries}</cat:entries>\n</cat:Catalog>\n`
  );
}

/** 1.6 has digests here, though its file lists have none (recorded). */
function entryXml(call: XnatCall, file: XnatFile): string {
  const { resource, path, content, format, tags, mtimeMs } = file;
  const attributes = {
    ID: `${resource.label}/${baseName(path)}`,
    URI: path,
    content,
    createdBy:
      resource.owner.kind === "scan" ? resource.owner.experiment.insertUser : resource.owner.insertUser,
    createdTime: new Date(mtimeMs).toISOString().slice(0, 23),
    digest: file.missing ? "" : call.xnat.files.md5(file),
    format,
    name: baseName(path),
  };
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => ` ${key}="${attribute(value)}"`)
    .join("");
  if (tags === "") return `\t<cat:entry${text}/>\n`;
  const tagged = tags
    .split(",")
    .map((tag) => `\t\t\t<cat:tag>${escapeHtml(tag)}</cat:tag>\n`)
    .join("");
  return `\t<cat:entry${text}>\n\t\t<cat:tags>\n${tagged}\t\t</cat:tags>\n\t</cat:entry>\n`;
}

function attribute(value: string): string {
  return escapeHtml(value).replaceAll('"', "&quot;");
}
