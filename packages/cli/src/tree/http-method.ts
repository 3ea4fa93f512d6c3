import { Argument } from "commander";

/** Declares the method of a raw request: one of these, in capitals or not. */
export function httpMethod(methods: readonly string[]): Argument {
  const argument = new Argument("<method>", "the HTTP method").choices(methods);
  const parse = argument.parseArg;
  return argument.argParser<unknown>((text, before) => parse?.(text.toUpperCase(), before));
}
