import type { Command, Option } from "commander";
import { topics } from "../help/topics.js";

/** Writes docs/reference/cli.md from the command tree, so that the page cannot say anything else than --help. */
export function cliPage(program: Command): string {
  const parts = [
    "# Command line",
    "",
    "<!-- Written from the command tree by: npm run reference -w scanferry. Do not edit by hand. -->",
    "",
    program.description(),
    "",
    "## Options of every command",
    "",
    "They may stand before or behind the command's name.",
    "",
    ...optionTable(program.options),
  ];
  for (const command of leaves(program)) parts.push("", ...section(command));
  for (const topic of topics) parts.push("", `## ${topic.title}`, "", "```text", topic.text, "```");
  return `${parts.join("\n")}\n`;
}

function section(command: Command): string[] {
  const lines = [
    `## \`${fullName(command)}\``,
    "",
    sentence(command.description()),
    "",
    "```text",
    `${fullName(command)} ${usage(command)}`.trim(),
    "```",
  ];
  const argumentsWithText = command.registeredArguments.filter(({ description }) => description !== "");
  if (argumentsWithText.length > 0) {
    lines.push("", "| argument | meaning |", "| --- | --- |");
    for (const argument of argumentsWithText) {
      const choices = argument.argChoices === undefined ? "" : ` (${argument.argChoices.join(", ")})`;
      lines.push(`| \`${argument.name()}\` | ${cell(argument.description)}${choices} |`);
    }
  }
  if (command.options.length > 0) lines.push("", ...optionTable(command.options));
  return lines;
}

function optionTable(options: readonly Option[]): string[] {
  return [
    "| option | meaning | default |",
    "| --- | --- | --- |",
    ...options
      .filter((option) => !option.hidden)
      .map((option) => {
        const choices = option.argChoices === undefined ? "" : ` (${option.argChoices.join(", ")})`;
        const fallback: unknown = option.defaultValue;
        const shown = typeof fallback === "string" ? `\`${fallback}\`` : "";
        return `| \`${cell(option.flags)}\` | ${cell(option.description)}${cell(choices)} | ${shown} |`;
      }),
  ];
}

function leaves(command: Command): Command[] {
  return command.commands.flatMap((child) => (child.commands.length === 0 ? [child] : leaves(child)));
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function usage(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name().toUpperCase()}${argument.variadic ? "…" : ""}`;
    return argument.required ? name : `[${name}]`;
  });
  return [...words, "[options]"].join(" ");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
