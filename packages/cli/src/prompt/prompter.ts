import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { ScanferryError } from "@scanferry/transfer";

/** Asks the person at the terminal. Questions go to standard error, because standard output carries data. */
export interface Prompter {
  /** Asks for a line; an empty answer takes the default. `check` gives the reason why an answer will not do. */
  ask(question: string, options?: AskOptions): Promise<string>;
  /** Asks for a line that is not shown. */
  secret(question: string): Promise<string>;
  /** Asks for yes or no; an empty answer takes the default. */
  confirm(question: string, fallback: boolean): Promise<boolean>;
}

/** Settings of one question. */
export interface AskOptions {
  default?: string | undefined;
  check?: (answer: string) => string | undefined | Promise<string | undefined>;
}

/** Makes a prompter over a terminal. */
export function createPrompter(input: NodeJS.ReadStream, screen: NodeJS.WriteStream): Prompter {
  const ask = async (question: string, options: AskOptions = {}): Promise<string> => {
    const shown = options.default === undefined || options.default === "" ? "" : ` [${options.default}]`;
    for (;;) {
      const answer =
        (await readLine(input, screen, `${question}${shown}: `, false)).trim() || (options.default ?? "");
      const complaint = await options.check?.(answer);
      if (complaint === undefined) return answer;
      screen.write(`  ${complaint}\n`);
    }
  };
  return {
    ask,
    secret: (question) => readLine(input, screen, `${question}: `, true),
    confirm: async (question, fallback) => {
      const answer = await ask(`${question} (${fallback ? "Y/n" : "y/N"})`, {
        check: (text) => (/^(y|yes|n|no|)$/i.test(text) ? undefined : "Please answer y or n."),
      });
      return answer === "" ? fallback : /^y/i.test(answer);
    },
  };
}

/** Reads one line by node's own line editor; Ctrl-C and Ctrl-D end the program as `aborted`. */
function readLine(
  input: NodeJS.ReadStream,
  screen: NodeJS.WriteStream,
  prompt: string,
  hidden: boolean,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const output = hidden
      ? new Writable({
          write: (_chunk, _encoding, done) => {
            done();
          },
        })
      : screen;
    const lines = createInterface({ input, output, terminal: true, historySize: 0 });
    // Only now, with the terminal's own echo off: a fast typist would see the first letters otherwise.
    if (hidden) screen.write(prompt);
    let answered = false;
    lines.question(hidden ? "" : prompt, (answer) => {
      answered = true;
      lines.close();
      if (hidden) screen.write("\n");
      resolve(answer);
    });
    lines.once("SIGINT", () => {
      lines.close();
    });
    lines.once("close", () => {
      if (answered) return;
      screen.write("\n");
      reject(new ScanferryError("aborted", "Stopped at a question."));
    });
  });
}
