import { connect } from "../../../src/client/connect.js";
import { selectSessions } from "../../../src/select/select-sessions.js";

/** What the parent wants; it comes in the environment, because arguments are seen by everybody. */
export interface SelectOrder {
  baseUrl: string;
  username: string;
  password: string;
  project: string;
  /** The subjects that are asked for are made here, as a file would stream them in: S1, S2 … up to this number. @default all, without a list */
  named?: number;
}

const order = JSON.parse(process.env["SCANFERRY_TEST_ORDER"] ?? "") as SelectOrder;
const { baseUrl, username, password, project, named } = order;

async function* labels(count: number): AsyncGenerator<string, void, undefined> {
  for (let number = 1; number <= count; number++) yield await Promise.resolve(`S${number}`);
}

const ctx = await connect({ baseUrl, auth: { username, password } });
let sessions = 0;
let missing = 0;
const began = Date.now();
const filter = named === undefined ? {} : { subjects: labels(named) };
const onMissing = (told: { labels: readonly string[] }) => void (missing += told.labels.length);
for await (const { subjectLabel } of selectSessions(ctx, { project }, filter, { onMissing })) {
  if (subjectLabel !== undefined) sessions++;
}
const ms = Date.now() - began;
await ctx.http.close();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(
  JSON.stringify({
    sessions,
    missing,
    ms,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    maxRssBytes: maxRSS * 1024,
  }),
);
