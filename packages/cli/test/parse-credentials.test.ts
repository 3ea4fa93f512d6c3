import { describe, expect, it } from "vitest";
import { parseCredentials } from "../src/config/parse-credentials.js";
import { refusePlaceholder } from "../src/config/placeholders.js";

/** The block of the sharing script's README as it stands there: comments, and the last brace is missing. */
const readme = `   {"username": "firstname.lastname",         # user name for nextcloud
    "password": "password",         # password for the user
    "remote_path": "MRI-share",     # folder on nextcloud in which the files are uploaded. Needs to exist already.
    "expiration_days": 21,          # delete share after this time
    "include_mricron": true,        # include a program to view NIFTI files (Windows only)
    "nextcloud_baseurl": "https://cloud.example.org"  # server URL
`;

describe("parseCredentials", () => {
  it("reads the sharing script's file as its README prints it", () => {
    expect(parseCredentials(readme)).toEqual({
      url: "https://cloud.example.org",
      username: "firstname.lastname",
      password: "password",
      remotePath: "MRI-share",
      expirationDays: 21,
      includeMricron: true,
    });
  });

  it("reads the two lines of the XNAT tutorial", () => {
    const text = "username: ada\npassword: 'it: is # fine'\n";
    expect(parseCredentials(text)).toEqual({ username: "ada", password: "it: is # fine" });
  });

  it("keeps a # inside an unquoted YAML value and drops a comment behind a blank", () => {
    expect(parseCredentials("username: ada # me\r\npassword: a#b\r\n")).toEqual({
      username: "ada",
      password: "a#b",
    });
  });

  it("reads the entry in use of ~/.xnatPass", () => {
    const text = "old@https://old.example.org=y\n+ada@clinic.org@https://xnat.example.org/xnat=a=b: c\n";
    expect(parseCredentials(text)).toEqual({
      url: "https://xnat.example.org/xnat",
      username: "ada@clinic.org",
      password: "a=b: c",
    });
  });

  it("reads server, user and password of the upload tools", () => {
    const text = '{"server": "https://xnat.example.org", "user": "ada", "password": "x1"}';
    expect(parseCredentials(text)).toEqual({
      url: "https://xnat.example.org",
      username: "ada",
      password: "x1",
    });
  });

  it("never quotes the file in its errors", () => {
    for (const text of ['{"username": "ada", "password": "s3cret" "x"}', '{"password": "s3cret']) {
      let error: unknown;
      try {
        parseCredentials(text);
      } catch (caught) {
        error = caught;
      }
      expect(error).toMatchObject({ code: "input/invalid" });
      expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain(
        "s3cret",
      );
    }
  });

  it("refuses a file with neither user nor password", () => {
    expect(() => parseCredentials("hello world")).toThrow(expect.objectContaining({ code: "input/invalid" }));
    expect(() => parseCredentials('{"remote_path": "x"}')).toThrow(
      expect.objectContaining({ code: "input/invalid" }),
    );
  });
});

describe("refusePlaceholder", () => {
  it("refuses the examples' values in any case and takes others", () => {
    expect(() => {
      refusePlaceholder("username", "Firstname.Lastname");
    }).toThrow(/placeholder/);
    expect(() => {
      refusePlaceholder("password", "password");
    }).toThrow(/placeholder/);
    expect(() => {
      refusePlaceholder("password", "password1");
    }).not.toThrow();
    expect(() => {
      refusePlaceholder("username", "ada.lovelace");
    }).not.toThrow();
  });
});
