import { expect, it } from "vitest";
import { serverMessage } from "../../src/http/server-message.js";
import { xnatError } from "../../src/http/xnat-error.js";

const ctx = { baseUrl: "https://host/xnat", now: () => 0 };
const error = (status: number, text: string, path = "/data/projects/P1/subjects/S1") =>
  xnatError(ctx, { status, headers: new Headers() }, text, { path });
const restlet = (said: string): string =>
  `<html>\n<head>\n<title>Status page</title></head><body>\n<h3>${said}</h3><p>You can</p></body></html>`;
const tomcat = (said: string): string =>
  `<!doctype html><html><head><title>HTTP Status 400</title></head><body><h1>HTTP Status 400</h1><p><b>Type</b> Status Report</p><p><b>Message</b> ${said}</p><h3>Apache Tomcat/9.0.70 (Debian)</h3></body></html>`;

it.each([restlet, tomcat])("repeats what the server says where no label can be in it", (page) => {
  const one = error(400, page("Unable to find catalog entry for given uri."));
  expect(one.message).toBe(
    "The server did not accept the request. It says: “Unable to find catalog entry for given uri.”",
  );
  expect(one.subject).toBe("/data/projects/P1/subjects/S1");
});

it.each([
  "java.io.IOException: No project named NOPE",
  "Subject smith_07 is locked",
  "Unable to read 0001.dcm",
  "Cannot find Müller",
  "unable to read object at &#47;data&#47;xnat",
  "Unable to identify the catalog of subject mueller",
  "mueller",
  "no such subject",
])("keeps what may name somebody for the subject: %s", (said) => {
  const one = error(409, restlet(said));
  expect(one.message).not.toContain("It says");
  expect(one.subject).toMatch(/^\/data\/projects\/P1\/subjects\/S1 \(.+\)$/);
});

it.each([
  "Bad credentials",
  "Session already exists, retry with overwrite enabled",
  "Session processing may already be in progress: AutoRun.  Concurrent modification is discouraged.",
  "You tried to PUT a payload of 7 B to this service, but didn't provide any data. If you think you sent data to upload, you can try to PUT with the query-string parameter inbody=true or use multipart/form-data encoding.",
  "Invalid modification of session UID via archive process.",
])("repeats the sentences that are known to be XNAT's own: %s", (said) => {
  expect(error(409, restlet(said)).message).toContain(said.replace(/\s+/g, " "));
});

it("takes a name that was asked for out of the message, also one in small letters", () => {
  const one = error(400, restlet("Unable to find smith"), "/data/projects/study/subjects/smith");
  expect(one.message).not.toContain("smith");
});

it("does not repeat what Restlet says about every such status", () => {
  const one = error(404, restlet("The server has not found anything matching the request URI"));
  expect(one.message).toBe("XNAT does not have this.");
});

it("reads entities, nested tags and plain text", () => {
  expect(serverMessage(restlet("a &lt;b&gt; &amp; <i>c</i>&nbsp;d"))).toBe("a <b> & c d");
  expect(serverMessage("  plain\n text ")).toBe("plain text");
  expect(serverMessage("")).toBeUndefined();
  expect(serverMessage("<html><body></body></html>")).toBeUndefined();
});

it("names the web page of the project with a 403, and the server's alone where none is known", () => {
  expect(error(403, "").hint).toContain("https://host/xnat/data/projects/P1?format=html");
  const other = error(403, "", "/data/experiments/XNAT_E00001/scans").hint;
  expect(other).toContain("https://host/xnat in a browser");
  expect(other).not.toContain("XNAT_E00001");
  const about = { path: "/data/experiments/XNAT_E00001/scans", project: "P 1" };
  const known = xnatError(ctx, { status: 403, headers: new Headers() }, "", about);
  expect(known.hint).toContain("https://host/xnat/data/projects/P%201?format=html");
});
