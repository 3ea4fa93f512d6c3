import { CommanderError } from "commander";
import { createProgram } from "./program.js";

const program = createProgram();
try {
  await program.parseAsync(process.argv);
} catch (error) {
  // Help, version and wrong usage come as a CommanderError, after commander has printed its own text.
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = 0;
  else {
    const { reportUsage } = await import("./errors/report-usage.js");
    process.exitCode = reportUsage(error, process.argv);
  }
}
