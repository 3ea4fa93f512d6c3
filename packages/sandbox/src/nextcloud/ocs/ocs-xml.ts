import { xmlText } from "../dav/xml.js";

/** The XML form of an OCS answer: `1` for true, an empty element for false, a closed one for null. */
export function ocsXml(meta: Readonly<Record<string, unknown>>, data: unknown): string {
  return `<?xml version="1.0"?>\n<ocs>\n${node("meta", meta, 1)}${node("data", data, 1)}</ocs>\n`;
}

function node(name: string, value: unknown, depth: number): string {
  const indent = " ".repeat(depth);
  if (value === null || value === undefined) return `${indent}<${name}/>\n`;
  if (Array.isArray(value))
    return value.length === 0
      ? `${indent}<${name}/>\n`
      : wrapped(
          name,
          indent,
          value.map((item) => node("element", item, depth + 1)),
        );
  if (typeof value === "object") {
    const entries = Object.entries(value);
    return entries.length === 0
      ? `${indent}<${name}/>\n`
      : wrapped(
          name,
          indent,
          entries.map(([key, item]) => node(key, item, depth + 1)),
        );
  }
  return `${indent}<${name}>${scalar(value)}</${name}>\n`;
}

function wrapped(name: string, indent: string, children: readonly string[]): string {
  return `${indent}<${name}>\n${children.join("")}${indent}</${name}>\n`;
}

function scalar(value: unknown): string {
  if (value === true) return "1";
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? xmlText(value) : "";
}
