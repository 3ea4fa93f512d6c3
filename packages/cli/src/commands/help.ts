import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { topics } from "../help/topics.js";

/** `scanferry help [COMMAND|TOPIC]` */
export async function run(call: CallContext): Promise<number> {
  const root = call.command.parent ?? call.command;
  const [first] = call.args;
  const topic = topics.find(({ name }) => name === first);
  if (topic !== undefined && call.args.length === 1) {
    await call.out.raw(`${topic.title}\n\n${topic.text}\n`);
    return exit.done;
  }
  let command = root;
  for (const name of call.args) {
    const next = command.commands.find(
      (candidate) => candidate.name() === name || candidate.aliases().includes(name),
    );
    if (next === undefined) {
      throw new ScanferryError("input/invalid", `There is no command or topic "${call.args.join(" ")}".`, {
        hint: `Topics: ${topics.map(({ name: known }) => known).join(", ")}. Commands: scanferry --help`,
      });
    }
    command = next;
  }
  await call.out.raw(command.helpInformation());
  if (command === root)
    await call.out.raw(`\nTopics: scanferry help ${topics.map(({ name }) => name).join(" | ")}\n`);
  return exit.done;
}
