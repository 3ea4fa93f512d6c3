import { describe, expect, it } from "vitest";
import { allOf } from "../helpers/all-of.js";
import { openBox } from "../helpers/open-box.js";

describe("connecting", () => {
  it.each(["1.6", "1.9"] as const)(
    "logs in once on %s, asks who that is, and finds the version",
    async (version) => {
      const box = await openBox({ version, contextPath: "/xnat" });
      const xnat = await box.client();
      expect(xnat.user).toBe(box.sandbox.credentials.xnat.username);
      expect(xnat.version.line).toBe(version === "1.6" ? "1.6" : "1.7+");
      expect(box.logins()).toHaveLength(1);
      const projects = await allOf(xnat.projects());
      expect(projects.map(({ id }) => id)).toEqual(["SANDBOX"]);
      expect(
        box.sandbox.log.entries.filter(({ headerNames }) =>
          headerNames.some((name) => /^authorization$/i.test(name)),
        ),
      ).toHaveLength(1);
    },
  );
});
