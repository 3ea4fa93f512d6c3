import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readShareList, ShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
