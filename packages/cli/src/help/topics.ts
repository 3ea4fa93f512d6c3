import { exitCodesTopic } from "./topic-exit-codes.js";
import { environmentTopic } from "./topic-environment.js";
import { jsonTopic } from "./topic-json.js";
import { privacyTopic } from "./topic-privacy.js";

/** A page of `scanferry help TOPIC`, and of the reference. */
export interface Topic {
  name: string;
  title: string;
  text: string;
}

/** All help topics, in the order of the reference. */
export const topics: readonly Topic[] = [exitCodesTopic, environmentTopic, jsonTopic, privacyTopic];
