import type { Topic } from "./topics.js";

/** The records of `--json`. */
export const jsonTopic: Topic = {
  name: "json",
  title: "JSON output",
  text: `With --json each line on standard output is one object; its "type" says what it is. Everything that a program
needs comes there, errors too; standard error stays for people and may be thrown away.

result    one item of a transfer
          {"type":"result","id","target","action","status":"done|unchanged|skipped|failed|planned","bytes"?,"error"?}
summary   the last line of a transfer
          {"type":"summary","done","unchanged","skipped","failed","planned"?,"stopped"?,"bytes"?,"ms"}
          "bytes" is missing where something planned has no known size, as in LORIS; "stopped" is true after Ctrl-C
warning   something to know that ends nothing
          {"type":"warning","message","hint"?,"id"?}
error     the run itself failed
          {"type":"error","code","message","hint"}
project, subject, experiment, scan, resource, file
          one record of xnat ls          {"type":"project|subject|experiment|scan|resource|file","id","label","uri"}
                                         "label" is the name within what is above, "id" the accession ID, a number or a path
finding   one place of xnat find         {"type":"finding","kind","advice"}
                                         kind: subject, session, prearchive, unassigned, unseen, more, nothing
series    one series of a plan           {"type":"series","session","folder","seriesUid","number"?,"description","files","bytes","scanType"?}
                                         of xnat push -n and xnat send -n, before the session's result
left-out  one file that is not sent      {"type":"left-out","path","inArchive"?,"reason","by"?,"series"?,"same"?,"isFolder"?}
doubtful-series                          {"type":"doubtful-series","session","folder","description","rules"}
                                         a series that no rule of the naming file matches (0), or more than one
prearchive                               {"type":"prearchive","id","label","uri","status"} of xnat prearchive ls and show
prearchive-code                          {"type":"prearchive-code","project","code"}
anon-script                              {"type":"anon-script","project","enabled","script"}
candidate, visit, image, modality, project
          one record of loris ls         {"type":"candidate|visit|image|modality|project","id"}
                                         modality: also "images", their number; image: also "candidate","visit","modality"
share     one link of share ls           {"type":"share","id","url","path","expire"}
file      one file of bids ls            {"type":"file","path","datatype","suffix","extension","entities"}
entry     one entry of zip ls            {"type":"entry","name","bytes","encryption"}
passphrase                               {"type":"passphrase","text","bits"}
profile, login, check, server            profile ls, login and whoami, doctor, sandbox

More fields may be added to any record; a program should ignore those that it does not know.
A share's "id" is the participant's label and its "target" the link. Passwords are never printed by share commands.
A pull's "id" is the file on the server and its "target" the path below the output folder.`,
};
