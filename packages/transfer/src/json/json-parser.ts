import { notJson } from "../errors/not-json.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { parseSelectors, selectorOf } from "./json-selector.js";

/** One value out of a JSON text. */
export interface JsonItem {
  /** Which of the paths that were asked for led to it. */
  path: string;
  /** Its name in an object, its index in a list. */
  key: string | number;
  value: unknown;
}

/** A running parse: bytes in, values out. */
export interface JsonParser {
  /** Whether anything but white space came. */
  readonly begun: boolean;
  /** Takes bytes; gives the values that became complete, those before an error included. */
  write(chunk: Uint8Array): { items: JsonItem[]; error?: ScanferryError };
  /** Says that no more comes, and whether the text was whole. */
  end(): { items: JsonItem[]; whole: boolean };
}

/** The error for a text that is JSON but more than is taken. */
function tooMuch(message: string, details: Readonly<Record<string, number>>): ScanferryError {
  return new ScanferryError("remote/failed", message, {
    hint: "Check that the address points to the right service.",
    details,
  });
}

/** Opens a parser over `@streamparser/json`, which is loaded here, at its first use. */
export async function openJsonParser(
  paths: readonly string[],
  limits: { maxItemBytes: number; maxDepth: number },
): Promise<JsonParser> {
  const { maxItemBytes, maxDepth } = limits;
  const selectors = parseSelectors(paths);
  const itemDepth = Math.min(...selectors.map(({ segments }) => segments.length));
  const { JSONParser, TokenType } = await import("@streamparser/json");
  const parser = new JSONParser({
    paths: [...paths],
    keepStack: false,
    // A buffer for texts takes a quarter off the time; its decoder throws for what is no UTF-8. It is small, for there is one per list.
    stringBufferSize: 1024,
  });
  const only = selectors.length === 1 ? selectors[0]?.path : undefined;
  let items: JsonItem[] = [];
  let depth = 0;
  let writtenBytes = 0;
  /** Where the value that is being read began: behind the last token that lies outside of all values at the paths' depth. */
  let valueFrom = 0;
  let begun = false;
  let refused: ScanferryError | undefined;

  const measure = (toByte: number): void => {
    if (toByte - valueFrom <= maxItemBytes) return;
    refused = tooMuch("A single value in the server's answer is longer than expected.", { maxItemBytes });
    throw refused;
  };
  const { LEFT_BRACE, LEFT_BRACKET, RIGHT_BRACE, RIGHT_BRACKET } = TokenType;
  // Called for each of some million tokens: most of them lie inside of a value and change nothing.
  parser.onToken = ({ token, offset }) => {
    begun = true;
    if (token === LEFT_BRACE || token === LEFT_BRACKET) {
      if (++depth > maxDepth) {
        refused = tooMuch("The server's answer is nested deeper than expected.", { maxDepth });
        throw refused;
      }
    } else if (token === RIGHT_BRACE || token === RIGHT_BRACKET) depth--;
    if (depth > itemDepth) return;
    measure(offset);
    valueFrom = offset;
  };
  parser.onValue = ({ key = "", value, stack }) => {
    items.push({ path: only ?? selectorOf(selectors, stack, key), key, value });
  };
  const taken = (): JsonItem[] => {
    const ready = items;
    items = [];
    return ready;
  };

  return {
    get begun() {
      return begun;
    },
    write(chunk) {
      try {
        parser.write(chunk);
        writtenBytes += chunk.byteLength;
        measure(writtenBytes);
        return { items: taken() };
      } catch {
        // The parser's own message quotes the text, which may hold labels.
        return { items: taken(), error: refused ?? notJson("", { nearByte: writtenBytes }) };
      }
    },
    end() {
      try {
        // A number alone has no end of its own; everything else has ended by itself.
        if (!parser.isEnded) parser.end();
        return { items: taken(), whole: begun };
      } catch {
        return { items: taken(), whole: false };
      }
    },
  };
}
