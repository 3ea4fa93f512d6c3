import { expect, it } from "vitest";
import { prearchiveSessionOf } from "../../src/schemas/prearchive-session.js";
import { projectOf } from "../../src/schemas/project.js";
import { resourceOf } from "../../src/schemas/resource.js";
import { xnatFileOf } from "../../src/schemas/xnat-file.js";

const at = "/data/experiments/XNAT_E00001/scans/1/resources/7/files";

it("takes a size of 0 for one that is not known, and an empty or odd digest for none", () => {
  expect(xnatFileOf({ Name: "a", URI: `${at}/a`, Size: "0", digest: "" }, "1.7+")).not.toHaveProperty(
    "sizeBytes",
  );
  expect(xnatFileOf({ Name: "a", URI: `${at}/a`, Size: "", digest: "x" }, "1.7+")).not.toHaveProperty("md5");
  const digest = "D41D8CD98F00B204E9800998ECF8427E";
  expect(xnatFileOf({ Name: "a", URI: `${at}/a`, Size: "9", digest }, "1.7+")).toMatchObject({
    sizeBytes: 9,
    md5: digest.toLowerCase(),
  });
});

it("decodes names on 1.6 alone, and only where they can be decoded", () => {
  const path = (name: string, line: "1.6" | "1.7+"): string =>
    xnatFileOf({ Name: name, URI: `${at}/${name}` }, line).path;
  expect(path("a%20b", "1.6")).toBe("a b");
  expect(path("a%20b", "1.7+")).toBe("a%20b");
  expect(path("100%.txt", "1.6")).toBe("100%.txt");
  expect(path("%FF.txt", "1.6")).toBe("%FF.txt");
  expect(path("a%2520b", "1.6")).toBe("a%20b");
});

it("knows a list that encodes its addresses and not its names", () => {
  const file = xnatFileOf({ Name: "c d.txt", URI: `${at}/a%20b/c%20d.txt` }, "1.7+");
  expect(file).toMatchObject({ path: "a b/c d.txt", stored: "a b/c d.txt", name: "c d.txt" });
});

it("finds a file's path behind the resource, whatever folders are called", () => {
  const file = xnatFileOf({ Name: "x", URI: `${at}/resources/1/files/x` }, "1.7+");
  expect(file.path).toBe("resources/1/files/x");
});

it("reads both sets of columns of projects", () => {
  const row = {
    id: "P",
    name: "A study",
    description: "",
    project_access: "protected",
    user_role_12: "Members",
    URI: "/data/projects/P",
  };
  expect(projectOf(row)).toMatchObject({
    id: "P",
    name: "A study",
    accessibility: "protected",
    role: "Members",
  });
  expect(projectOf({ ...row, user_role_12: "" })).not.toHaveProperty("role");
});

it("names a resource without a label by its number, and gives a scan to scans' resources alone", () => {
  const row = {
    xnat_abstractresource_id: "9",
    label: "",
    category: "resources",
    cat_id: "4",
    file_count: "",
    file_size: "",
  };
  const resource = resourceOf(row);
  expect(resource).toMatchObject({ id: "9", label: "9", category: "resources" });
  for (const absent of ["scanId", "fileCount", "sizeBytes"]) expect(resource).not.toHaveProperty(absent);
});

it("calls what no project claimed Unassigned", () => {
  expect(prearchiveSessionOf({ project: "" }).project).toBe("Unassigned");
  expect(prearchiveSessionOf({ project: "null" }).project).toBe("Unassigned");
});
