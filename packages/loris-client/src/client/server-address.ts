import { ScanferryError } from "@scanferry/transfer";

/** A LORIS and, where it was said, the version of its API. */
interface ServerAddress {
  /** Without a slash at its end. */
  readonly root: string;
  readonly version?: string;
}

const versionForm = /^v\d+\.\d+\.\d+(?:-[a-z]+)?$/i;

/**
 * Takes `/api/VERSION` off an address, as people copy it from scripts.
 *
 * @throws {@link ScanferryError} `input/invalid` for a version that is none, two different ones, or something behind the version
 */
export function serverAddress(baseUrl: string, apiVersion?: string): ServerAddress {
  const [address = baseUrl] = baseUrl.split(/[?#]/, 1);
  if (/\/api\/v\d[^/]*\/+[^/]/i.test(address)) {
    // Taken for the root of another server, it would get the password, and answer that it is wrong.
    throw new ScanferryError("input/invalid", "The address goes on behind the version of LORIS's API.", {
      hint: "Give the server's root, e.g. https://loris.example.org, or end the address with the version.",
    });
  }
  const [, before = address, inUrl] = /^(.*?)\/api(?:\/(v\d[^/]*))?\/*$/i.exec(address) ?? [];
  const root = before.replace(/\/+$/, "");
  if (apiVersion !== undefined && !versionForm.test(apiVersion)) {
    throw new ScanferryError("input/invalid", "This is not a version of LORIS's API.", {
      hint: "Write it like v0.0.3 or v0.0.3-dev, or leave it out: it is found by itself.",
    });
  }
  if (apiVersion !== undefined && inUrl !== undefined && apiVersion !== inUrl) {
    throw new ScanferryError(
      "input/invalid",
      "The address and the option name two versions of LORIS's API.",
      {
        hint: "Leave the version out of the address.",
      },
    );
  }
  const version = apiVersion ?? inUrl;
  return { root, ...(version === undefined ? {} : { version }) };
}

/** Versions in the order in which they are tried: releases 23 to 28, then 20 to 22 with PREVENT-AD, then what may be left of newer ones. */
export const knownVersions: readonly string[] = ["v0.0.3", "v0.0.3-dev", "v0.0.4-dev"];
