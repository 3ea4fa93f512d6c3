import type { Answer } from "../../server/answer.js";

/** 28's answer to OPTIONS: the methods, and nothing that would let a page of another origin in (measured). */
export function optionsAnswer(...methods: readonly string[]): Answer {
  return {
    status: 200,
    headers: [
      ["Allow", methods.join(", ")],
      ["Content-Length", "0"],
    ],
  };
}
