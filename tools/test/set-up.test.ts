import { describe, expect, it } from "vitest";

interface Entry {
  version?: string;
  integrity?: string;
  optional?: boolean;
  link?: boolean;
}
type IsSatisfied = (wanted: Record<string, Entry>, present: Record<string, Entry>) => boolean;

// A plain script, because it runs before TypeScript is installed.
const script = "../set-up.mjs";
const { isSatisfied } = (await import(script)) as { isSatisfied: IsSatisfied };

const wanted = {
  "": {},
  "node_modules/ky": { version: "1.14.3", integrity: "sha512-a" },
  "node_modules/@scanferry/transfer": { link: true },
  "node_modules/nx-windows": { version: "22.0.0", integrity: "sha512-b", optional: true },
  "packages/transfer": { version: "0.1.0" },
};
const present = {
  "node_modules/ky": { version: "1.14.3", integrity: "sha512-a" },
  "node_modules/@scanferry/transfer": { link: true },
};

describe("the set-up", () => {
  it("takes an install for complete that lacks only other platforms' builds", () => {
    expect(isSatisfied(wanted, present)).toBe(true);
  });

  it("installs again when a package is missing", () => {
    const { "node_modules/ky": _, ...rest } = present;
    expect(isSatisfied(wanted, rest)).toBe(false);
  });

  it("installs again when a workspace is not linked yet", () => {
    expect(isSatisfied({ ...wanted, "node_modules/@scanferry/dicom": { link: true } }, present)).toBe(false);
  });

  it.each([
    { version: "1.14.2", integrity: "sha512-a" },
    { version: "1.14.3", integrity: "sha512-c" },
  ])("installs again when a package is another one: %o", (ky) => {
    expect(isSatisfied(wanted, { ...present, "node_modules/ky": ky })).toBe(false);
  });
});
