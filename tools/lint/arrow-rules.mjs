import { readFileSync } from "node:fs";

/** The one table of who may import whom; docs/develop/architecture.md draws it, a test holds the drawing to it. */
const table = JSON.parse(readFileSync(new URL("../import-arrows.json", import.meta.url), "utf8"));

const names = Object.keys(table.packages);
const libraries = names.filter((name) => table.packages[name].terminal !== true);
const escape = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const oneOf = (list) => list.map(escape).join("|");

const terminalModules = "^(?:node:)?(?:process|console|tty|readline|readline/promises)$";
const terminalMessage =
  "The terminal, the environment and the process belong to the CLI alone: take what varies as an option.";

/** Import patterns that one package's sources must not use, as regular expressions with the reason to show. */
function forbiddenImports(name, { convertFolder = false } = {}) {
  const { imports, lazy = [], onlyFrom = {}, terminal = false } = table.packages[name];
  const allowed = imports.filter((other) => convertFolder || onlyFrom[other] === undefined);
  const ours = allowed.length === 0 ? "(?!)" : `(?:${oneOf(allowed)})$`;
  const elsewhere = Object.keys(table.homes).filter((library) => !table.homes[library].includes(name));
  return [
    {
      regex: `^@scanferry/(?!${ours})`,
      message: `${name} may import only: ${allowed.join(", ") || "none of our packages"} (tools/import-arrows.json), each by its bare name.`,
    },
    { regex: "^scanferry(?:/|$)", message: "Nothing imports the command line." },
    {
      regex: `^(?:\\.\\./)+(?:packages/)?(?:${oneOf(names)})/(?:src|dist|test|package)`,
      message: "Import another package by its name, not by a path into it.",
    },
    {
      regex: `^(?:${oneOf(elsewhere)})(?:/|$)`,
      message: "This third-party library has its home in another package (tools/import-arrows.json).",
    },
    ...(terminal ? [] : [{ regex: terminalModules, message: terminalMessage }]),
    ...lazy.map((other) => ({
      regex: `^@scanferry/${escape(other)}$`,
      message: `${other} is loaded only when it is needed: use await import("@scanferry/${other}").`,
      allowTypeImports: true,
      staticOnly: true,
    })),
  ];
}

/** The same patterns for `import("…")`, which no-restricted-imports does not see. */
function dynamicImportSyntax(patterns) {
  const literal = patterns
    .filter((pattern) => pattern.staticOnly !== true)
    .map(({ regex, message }) => ({
      // esquery ends a regular expression at the first slash, escaped or not.
      selector: `ImportExpression > Literal.source[value=/${regex.replaceAll("\\/", "/").replaceAll("/", "\\u002F")}/]`,
      message,
    }));
  return [
    ...literal,
    {
      selector: "ImportExpression:not([source.type='Literal'])",
      message: "Name the module in import() as a plain string, so that its arrow can be checked.",
    },
    { selector: "CallExpression[callee.name='require']", message: "Use import." },
  ];
}

export const everywhereSyntax = [
  { selector: "ExportDefaultDeclaration", message: "Use a named export." },
  { selector: "ExportSpecifier[exported.name='default']", message: "Use a named export." },
  { selector: "ExportAllDeclaration[exported=null]", message: "List the exports by name." },
];

const terminalSyntax = [
  {
    selector: "MemberExpression[object.name='globalThis'][property.name=/^(process|console)$/]",
    message: terminalMessage,
  },
];

function rulesFor(name, options) {
  const patterns = forbiddenImports(name, options);
  const library = libraries.includes(name);
  return {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: patterns.map(({ staticOnly: _, ...pattern }) => pattern) },
    ],
    "no-restricted-syntax": [
      "error",
      ...everywhereSyntax,
      ...dynamicImportSyntax(patterns),
      ...(library ? terminalSyntax : []),
    ],
    "no-restricted-globals": library
      ? ["error", ...["process", "console"].map((global) => ({ name: global, message: terminalMessage }))]
      : "off",
  };
}

/** One eslint config object per package, and one more for a folder with an arrow of its own. */
export const arrowConfigs = names.flatMap((name) => [
  { files: [`packages/${name}/src/**/*.ts`], rules: rulesFor(name) },
  ...[...new Set(Object.values(table.packages[name].onlyFrom ?? {}))].map((folder) => ({
    files: [`packages/${name}/${folder}/**/*.ts`],
    rules: rulesFor(name, { convertFolder: true }),
  })),
]);

/** Tests of a package may use what its sources use, the sandbox, and peers of any third-party library. */
export const testArrowConfigs = names.map((name) => ({
  files: [`packages/${name}/test/**/*.ts`],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^@scanferry/(?!(?:${oneOf([...table.packages[name].imports, "sandbox", name])})$)`,
            message: `Tests of ${name} may import only what its sources may, and the sandbox.`,
          },
        ],
      },
    ],
  },
}));
