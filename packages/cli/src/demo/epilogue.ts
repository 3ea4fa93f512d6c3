import { table } from "../output/table.js";
import type { Story } from "./story.js";

/** Tells where everything lies and what to try next. */
export function epilogue({ paths, opened }: Story, serverUrl: string | undefined): string {
  const zip = opened[0]?.zip ?? paths.downloads;
  const places = [
    [paths.dataset, "the dataset, a phantom"],
    [paths.list, "links, passwords, last days"],
    [paths.downloads, "the zips as the participants got them"],
    [paths.mails, "one mail draft per participant"],
    [paths.study, "a study as it came from LORIS"],
    [paths.studyList, "its links, passwords, last days"],
    [paths.archive, "scans as they came from XNAT"],
    [paths.dicom, "DICOM files as they went into it"],
    [paths.returned, "the same as they came back, equal byte by byte"],
    [paths.passwords, "the passwords, for another channel than the mail"],
  ];
  const next = [
    [`scanferry zip ls ${zip}`, "what is in a zip; names are not secret"],
    [`scanferry zip extract ${zip} -o opened`, "asks for the password in the list"],
    ["scanferry sandbox", "a server to play with"],
    ["scanferry login nextcloud https://cloud.example.org", "your own server"],
    ["scanferry share create ./mri_images -n", "a dry run with your own data"],
    ["scanferry xnat ls", "the projects of your XNAT, after scanferry login xnat"],
    [
      `scanferry xnat push ${paths.dicom} --project P -n`,
      "where a tree of DICOM files would go, and what is left out",
    ],
    ["scanferry loris pull -o study -n", "the same for a study in your LORIS"],
  ];
  const server =
    serverUrl === undefined
      ? "The server of the demo has ended, and its links with it. To open links in a browser: scanferry demo --keep"
      : `The server runs at ${serverUrl} until Ctrl-C: open the links of the list in a browser.`;
  return `\nWhat there is to look at:\n\n${indented(places)}\n\n${server}\n\nWhat to try next:\n\n${indented(next)}\n`;
}

function indented(rows: readonly (readonly string[])[]): string {
  return table(rows)
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
