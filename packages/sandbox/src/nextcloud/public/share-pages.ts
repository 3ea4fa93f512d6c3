import { type Answer, emptyAnswer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import type { Cloud } from "../cloud.js";
import { disposition, requestedRange } from "../dav/get-file.js";
import { xmlText } from "../dav/xml.js";
import { mimeType } from "../files/mime-type.js";
import type { FileNode, TreeNode } from "../files/node-tree.js";
import { errorPage, page, seeOther } from "../pages/page.js";
import { passwordMatches } from "../shares/password-hash.js";
import type { Share } from "../shares/share.js";
import { folderZip } from "./folder-zip.js";
import { countDownload, shareNode } from "./public-share.js";

/** `/s/TOKEN…`: what a recipient's browser meets. */
export async function sharePages(
  cloud: Cloud,
  exchange: Exchange,
  names: readonly string[],
): Promise<Answer> {
  const [, token = "", action, detail] = names;
  const download = action === "download";
  const throttled = `ShareController::${download ? "downloadShare" : "showShare"}`;
  // Inferred from the recorded attempts table: unknown tokens are counted per address and page.
  if (cloud.throttle.blocked(exchange.remoteAddress, throttled)) return errorPage(429, "Too many requests");
  const share = cloud.settings.linksEnabled ? cloud.shares.byToken(token) : undefined;
  const node = share === undefined ? undefined : shareNode(cloud, share);
  if (share === undefined || node === undefined) {
    cloud.throttle.failed(exchange.remoteAddress, throttled, token);
    return errorPage(404, "Page not found");
  }
  if (action === "authenticate") return passwordPage(cloud, exchange, share, detail ?? "");
  if (!isOpen(cloud, exchange, share)) {
    const next = download ? "downloadShare" : "showShare";
    return seeOther(`/s/${token}/authenticate/${cloud.version.key === "32" ? next.toLowerCase() : next}`);
  }
  return download ? downloadShare(cloud, exchange, share, node) : showShare(cloud, exchange, share, node);
}

function isOpen(cloud: Cloud, exchange: Exchange, share: Share): boolean {
  return (
    share.passwordHash === undefined || cloud.sessions.of(exchange)?.openShares.has(share.token) === true
  );
}

function showShare(cloud: Cloud, exchange: Exchange, share: Share, node: TreeNode): Answer {
  const session = cloud.sessions.open(exchange);
  const name = xmlText(node.name);
  const button = share.hideDownload ? "" : `<a href="/s/${share.token}/download">Download</a>`;
  return page(200, `${node.name} - Nextcloud`, `<h1>${name}</h1>\n${button}`, {
    requestToken: session.requestToken,
    headers: [cloud.sessions.cookie(session)],
  });
}

/** 32 sends the browser on to the public DAV endpoint, 27 answers the bytes. hideDownload only hides the button. */
function downloadShare(cloud: Cloud, exchange: Exchange, share: Share, node: TreeNode): Answer {
  if (cloud.version.publicDav) {
    if (exchange.method === "GET") countDownload(cloud, share);
    return seeOther(`${cloud.baseUrl(exchange)}/public.php/dav/files/${share.token}/?accept=zip`);
  }
  return node.kind === "folder" ? folderZip(cloud, share.owner, node) : oldDownload(cloud, exchange, node);
}

function oldDownload(cloud: Cloud, exchange: Exchange, file: FileNode): Answer {
  const size = file.blob.sizeBytes;
  const head = exchange.method === "HEAD";
  const range = head ? undefined : requestedRange(exchange, file);
  const { start, end } = range ?? { start: 0, end: size - 1 };
  return {
    status: range === undefined ? 200 : 206,
    headers: [
      ["Content-Type", mimeType(file.name)],
      ["Content-Disposition", disposition(file.name)],
      ...(range === undefined
        ? []
        : ([
            ["Accept-Ranges", "bytes"],
            ["Content-Range", `bytes ${String(start)}-${String(end)}/${String(size)}`],
          ] as const)),
    ],
    bodyBytes: end - start + 1,
    ...(head ? {} : { body: cloud.blobs.read(file.blob, start, end) }),
  };
}

/** `/s/TOKEN/authenticate/…`: the form, and what it posts. */
async function passwordPage(cloud: Cloud, exchange: Exchange, share: Share, next: string): Promise<Answer> {
  const session = cloud.sessions.open(exchange);
  const form = (status: number, note: string): Answer =>
    page(
      status,
      "Nextcloud",
      `<form method="post" action="/s/${share.token}/authenticate/${xmlText(next)}">
<p>This share is password-protected. ${note}</p>
<input type="hidden" name="requesttoken" value="${session.requestToken}">
<input type="hidden" name="sharingToken" value="${share.token}">
<input type="password" name="password">
<input type="submit" value="Continue">
</form>`,
      { requestToken: session.requestToken, headers: [cloud.sessions.cookie(session)] },
    );
  if (exchange.method !== "POST") return form(200, "");
  const sent = new URLSearchParams(await exchange.text());
  if (sent.get("requesttoken") !== session.requestToken) return emptyAnswer(412);
  const hash = share.passwordHash;
  if (hash !== undefined && !passwordMatches(sent.get("password") ?? "", hash)) {
    cloud.throttle.failed(exchange.remoteAddress, "publicLinkAuth", share.token);
    return form(200, "The password is wrong or expired.");
  }
  session.openShares.add(share.token);
  const download = next.toLowerCase() === "downloadshare";
  return seeOther(`/s/${share.token}${download ? "/download" : ""}`, [cloud.sessions.cookie(session)]);
}
