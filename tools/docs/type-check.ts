import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../repository.js";

/** Code from a page or a comment, and where it stands. */
export interface Snippet {
  /** "docs/guides/sharing.md" */
  file: string;
  /** Line of its first line in that file, from 1. */
  line: number;
  code: string;
}

/** Type-checks each snippet as a module of its own against the built packages; returns "file:line: message". */
export async function typeCheck(snippets: readonly Snippet[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-types-"));
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    await mkdir(join(folder, "snippets"));
    const places = new Map<string, Snippet>();
    for (const [at, snippet] of snippets.entries()) {
      const path = join(folder, "snippets", `snippet-${String(at)}.mts`);
      // `export {}` makes a snippet without imports a module too, so that it may await at its top.
      await writeFile(path, `${snippet.code}\nexport {};\n`);
      places.set(path, snippet);
    }
    const program = ts.createProgram([...places.keys()], {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
    });
    return ts.getPreEmitDiagnostics(program).map((diagnostic) => describe(diagnostic, places));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(diagnostic: ts.Diagnostic, places: Map<string, Snippet>): string {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const snippet = diagnostic.file === undefined ? undefined : places.get(diagnostic.file.fileName);
  if (snippet === undefined || diagnostic.file === undefined) return message;
  const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return `${snippet.file}:${String(snippet.line + line)}: ${message}`;
}
