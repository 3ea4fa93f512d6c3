import type { CallContext } from "../call-context.js";
import { bashScript } from "../completion/bash-script.js";
import { fishScript } from "../completion/fish-script.js";
import { powershellScript } from "../completion/powershell-script.js";
import { wordTable, type WordTableRow } from "../completion/word-table.js";
import { zshScript } from "../completion/zsh-script.js";
import { exit } from "../errors/exit-code.js";

const scripts: Readonly<Record<string, (rows: readonly WordTableRow[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** `scanferry completion SHELL` */
export async function run(call: CallContext): Promise<number> {
  const script = scripts[call.args[0] ?? ""];
  const program = call.command.parent;
  // The command tree allows these four shells only; this is for the type checker.
  if (script === undefined || program === null) return exit.usage;
  await call.out.raw(script(wordTable(program)));
  return exit.done;
}
