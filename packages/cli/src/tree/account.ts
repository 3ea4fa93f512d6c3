import { Argument, type Command } from "commander";
import { lazily } from "./lazily.js";
import { addReceiverOptions } from "./receiver-options.js";

/** Declares the commands about logins: `login`, `logout`, `whoami`, `profile …`, `doctor`. */
export function addAccountCommands(program: Command): void {
  program
    .command("login")
    .description(
      "log in and store the login as a profile (XNAT and LORIS: by user and password; Nextcloud: by the browser, or with --username and --password-stdin)",
    )
    .addArgument(new Argument("<kind>", "the kind of server").choices(["xnat", "loris", "nextcloud"]))
    .argument("[url]", "address of the server; --url serves too")
    .optionsGroup("Login:")
    .option("--default", "use this profile where none is named")
    .option("--provider <name>", "XNAT: the authentication provider of the account, e.g. ldap")
    .action(lazily(() => import("../commands/login.js")));

  program
    .command("logout")
    .description("end a stored login: revoke its app password or token, where the server can, and forget it")
    .optionsGroup("Login:")
    .option("--local", "only forget it here, do not ask the server to revoke it")
    .action(lazily(() => import("../commands/logout.js")));

  program
    .command("whoami")
    .description("say who is logged in, and where")
    .addArgument(
      new Argument("[kind]", "the kind of server; default: all that are known").choices([
        "xnat",
        "loris",
        "nextcloud",
      ]),
    )
    .action(lazily(() => import("../commands/whoami.js")));

  const profile = program.command("profile").description("manage stored logins");
  profile
    .command("ls")
    .description("list the profiles")
    .action(lazily(() => import("../commands/profile-ls.js")));
  profile
    .command("rm")
    .description("remove profiles")
    .argument("<name...>", "names of profiles")
    .action(lazily(() => import("../commands/profile-rm.js")));
  profile
    .command("import")
    .description("make a profile from a credentials file of today's tools")
    .argument("<file>", "the file")
    .optionsGroup("Profile:")
    .option("--kind <kind>", "xnat, loris or nextcloud, where the file does not say it")
    .action(lazily(() => import("../commands/profile-import.js")));

  addReceiverOptions(
    program
      .command("doctor")
      .description(
        "check this machine, the configuration and the server; with --host also a DICOM receiver (C-ECHO)",
      ),
  ).action(lazily(() => import("../commands/doctor.js")));
}
