import type { Story } from "./story.js";

/** Tells where everything lies and what to try next. */
export function epilogue({ paths, opened }: Story, serverUrl: string | undefined): string {
  const [first] = opened;
  const zip = first?.zip ?? paths.downloads;
  const server =
    serverUrl === undefined
      ? "The server of the demo has ended, and its links with it. To try the links in a browser: scanferry demo --keep"
      : `The server runs at ${serverUrl} until Ctrl-C: open the links of the list in a browser.`;
  return `
What there is to look at:

  ${paths.dataset}   the dataset, a phantom
  ${paths.list}   links, passwords, last days
  ${paths.downloads}   the zips as the participants got them
  ${paths.mails}   one mail draft per participant
  ${paths.passwords}   the passwords, for another channel than the mail

${server}

What to try next:

  scanferry zip ls ${zip}
  scanferry zip extract ${zip} -o opened            (asks for the password in the list)
  scanferry sandbox                                 a server to play with
  scanferry login nextcloud https://cloud.example.org
  scanferry share create ./mri_images -n            a dry run with your own data
`;
}
