import { withoutPage, type ByteStream } from "@scanferry/transfer";
import { htmlAnswer } from "./html-answer.js";

/**
 * Looks at the first bytes of an answer with status 200 before anybody gets them.
 *
 * @throws {@link ScanferryError} what a web page means
 */
export function noPage(body: ByteStream): Promise<ByteStream> {
  return withoutPage(body, (text) => htmlAnswer(200, text));
}
