import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { expect, it } from "vitest";
import { z } from "zod";
import { namingSchema } from "../../src/index.js";

const published = new URL("../../../../docs/reference/naming.schema.json", import.meta.url);

it("is published as docs/reference/naming.schema.json (SCANFERRY_WRITE_DOCS=1 writes it)", async () => {
  const schema = { title: "Scanferry naming file", ...z.toJSONSchema(namingSchema, { io: "input" }) };
  const text = await format(JSON.stringify(schema), { parser: "json", printWidth: 110 });
  if (process.env["SCANFERRY_WRITE_DOCS"] === "1") await writeFile(published, text);
  expect(await readFile(published, "utf8")).toBe(text);
});
