import { ScanferryError } from "@scanferry/transfer";
import type { Document, LineCounter } from "yaml";
import type { z } from "zod";
import { namingSchema } from "./naming-schema.js";
import type { NamingFile } from "./naming-schema.js";

/** A naming file's content, and where its rules stand. */
export interface ParsedNaming {
  readonly content: NamingFile;
  /** The line, from 1, that a rule begins on. */
  readonly lineOfRule: (index: number) => number;
}

type Path = readonly PropertyKey[];

/**
 * Parses a naming file; JSON is YAML too. Every scalar is taken as a text, so that `run: 01` keeps its zero.
 *
 * @throws {@link ScanferryError} `input/invalid` with `details.line`, for the first thing that is wrong
 */
export async function parseNaming(text: string, file: string): Promise<ParsedNaming> {
  // Only those who have a naming file pay for the parser.
  const { LineCounter, isPair, isMap, isNode, parseDocument, visit } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) throw refused(problem.message, lineAt(lines, problem.pos[0]), file);

  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined)
        throw refused("a text that begins with * is quoted.", lineAt(lines, alias.range?.[0] ?? 0), file);
    },
  });

  const lineOf = (path: Path, key?: string): number => {
    const node = nearest(document, path, isNode);
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && String(item.key) === key)
      : undefined;
    const place = isNode(pair?.key) ? pair.key : node;
    return lineAt(lines, isNode(place) ? (place.range?.[0] ?? 0) : 0);
  };
  const parsed = namingSchema.safeParse(contentOf(document, file));
  if (parsed.success) {
    return { content: parsed.data, lineOfRule: (index) => lineOf(["series", index]) };
  }
  const issue = deepest(parsed.error.issues[0]);
  const key = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  throw refused(issue?.message ?? "Invalid.", lineOf(issue?.path ?? [], key), file, issue?.path);
}

function contentOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases that multiply: a file of ten lines may stand for gigabytes.
    throw refused(error instanceof Error ? error.message : "Its aliases cannot be followed.", 1, file);
  }
}

/** The node at the path, or the last one on the way to it. */
function nearest(document: Document, path: Path, isNode: (value: unknown) => boolean): unknown {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
}

/** Of the ways in which a value may be written, the one that it comes nearest to; its path begins at the file's top. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== "invalid_union") return issue;
  const inside = issue.errors.flatMap((issues) =>
    issues.filter(({ code, path }) => code !== "invalid_type" || path.length > 0),
  );
  const meant = inside.find(({ code }) => code === "unrecognized_keys") ?? inside[0];
  return meant === undefined ? issue : deepest({ ...meant, path: [...issue.path, ...meant.path] });
}

function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line);
}

function refused(problem: string, line: number, subject: string, path: Path = []): ScanferryError {
  const place =
    path.length === 0
      ? ""
      : ` (${path.map((part) => (typeof part === "number" ? part + 1 : String(part))).join(" ")})`;
  return new ScanferryError(
    "input/invalid",
    `The naming file is wrong in line ${String(line)}${place}: ${problem}`,
    {
      hint: 'Correct the line. Patterns and templates are quoted, "*mprage*" and "{patientId}", because * and { mean something else in YAML.',
      details: { line },
      subject,
    },
  );
}
