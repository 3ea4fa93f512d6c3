import { ScanferryError } from "@scanferry/transfer";

/**
 * Takes off an address what people copy with it: `/app/…` of the web page, `/data`, `/REST`, `/xapi` of scripts. A context path stays.
 *
 * @throws {@link ScanferryError} `input/invalid` for an address that goes on behind the API's own path
 */
export function serverAddress(baseUrl: string): string {
  const [address = baseUrl] = baseUrl.trim().split(/[?#;]/, 1);
  const [, before = address, behind = ""] = /^(.*?)\/(?:data|REST|xapi)(\/.+?)?\/*$/.exec(address) ?? [];
  if (behind !== "" && behind !== "/archive") {
    // Taken for a server's root, it would get the password, and answer that nothing is there.
    throw new ScanferryError("input/invalid", "The address goes on behind the path of XNAT's API.", {
      hint: "Give the server's root with its context path, e.g. https://xnat.example.org or https://host/xnat.",
    });
  }
  return before.replace(/\/app\/.*$/, "").replace(/\/+$/, "");
}
