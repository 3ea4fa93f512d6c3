/**
 * What an example in a comment may take as given, because saying it each time would hide the one thing it shows. Each stand-in has
 * its real type, so that the example is still checked.
 */
const context: Record<string, string> = {
  cloud: 'declare const cloud: import("@scanferry/nextcloud-share").NextcloudClient;',
  loris: 'declare const loris: import("@scanferry/loris-client").LorisClient;',
  dataset: 'declare const dataset: import("@scanferry/bids-fs").Dataset;',
  http: 'declare const http: import("@scanferry/transfer").Http;',
  items: 'declare const items: AsyncIterable<import("@scanferry/transfer").TransferItem>;',
  xnat: 'declare const xnat: import("@scanferry/xnat-client").XnatClient;',
  sandbox: 'declare const sandbox: import("@scanferry/sandbox").Sandbox;',
  baseUrl: "declare const baseUrl: string;",
  username: "declare const username: string;",
  appPassword: "declare const appPassword: string;",
  password: "declare const password: string;",
  body: "declare const body: AsyncIterable<Uint8Array>;",
  sizeBytes: "declare const sizeBytes: number;",
  lengthBytes: "declare const lengthBytes: number;",
  md5: "declare const md5: string;",
  signal: "declare const signal: AbortSignal;",
  error: "declare const error: unknown;",
  createHash: 'import { createHash } from "node:crypto";',
  createReadStream: 'import { createReadStream } from "node:fs";',
  createWriteStream: 'import { createWriteStream } from "node:fs";',
  readFile: 'import { readFile } from "node:fs/promises";',
  rename: 'import { rename } from "node:fs/promises";',
  stat: 'import { stat } from "node:fs/promises";',
  writeFile: 'import { writeFile } from "node:fs/promises";',
  collect: 'import { collect } from "@scanferry/transfer";',
};

/** Declarations for the names that `code` uses and does not bring itself, on one line. */
export function exampleContext(code: string, imported: readonly string[]): string {
  return Object.entries(context)
    .filter(([name]) => !imported.includes(name) && uses(code, name) && !declares(code, name))
    .map(([, declaration]) => `${declaration} `)
    .join("");
}

/** Whether `code` speaks of `name` as a variable: not as a property, a key, or a word in a text. */
export function uses(code: string, name: string): boolean {
  const withoutTexts = code.replaceAll(/"[^"\n]*"|'[^'\n]*'|\/\/.*$/gm, "");
  return new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name}\\b(?!\\s*\\??:)`).test(withoutTexts);
}

function declares(code: string, name: string): boolean {
  const declared = `(?:\\b(?:const|let|var|using|function|class)\\b(?:(?!\\bof\\b)[^=;\\n()])*|\\bcatch \\(|import[^;]*)\\b${name}\\b`;
  const parameter = `[(,]\\s*${name}\\s*(?:,[^()]*)?\\)\\s*=>|\\b${name}\\s*=>`;
  return new RegExp(`${declared}|${parameter}`).test(code);
}
