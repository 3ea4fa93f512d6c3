import { type Answer, type HeaderPair, textAnswer } from "../../server/answer.js";
import { phpJson } from "../../server/php-json.js";
import type { Dialect } from "../dialect.js";

/** JSON in the dialect's spelling and under its content type. */
export function jsonAnswer(
  dialect: Dialect,
  status: number,
  value: unknown,
  headers: readonly HeaderPair[] = [],
): Answer {
  return textAnswer(status, dialect.jsonType, jsonText(dialect, value), headers);
}

/** JSON in the dialect's spelling. */
export function jsonText(dialect: Dialect, value: unknown): string {
  return phpJson(value, { keepSlashes: dialect.keepSlashes });
}
