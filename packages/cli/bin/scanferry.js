#!/usr/bin/env node
// A committed stub: npm links a workspace's bin at install time, when dist/ does not exist yet.
import "../dist/main.js";
