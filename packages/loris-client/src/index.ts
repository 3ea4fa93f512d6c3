export { LorisClient } from "./client/loris-client.js";
