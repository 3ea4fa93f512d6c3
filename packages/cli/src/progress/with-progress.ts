import type { CallContext } from "../call-context.js";
import { progressLine, progressLines } from "./format-progress.js";
import { ProgressState } from "./progress-state.js";
import { TerminalBlock } from "./terminal-block.js";

const redrawMs = 100;
const lineMs = 60_000;

/** What a command reports its progress to. */
export interface Progress {
  readonly state: ProgressState;
  /** Says a line without breaking the bars. */
  say(text: string): void;
  /** Takes the bars away while something else writes or asks: on a terminal standard output is the same screen. */
  aside(write: () => Promise<void>): Promise<void>;
}

/**
 * Shows the progress of some work: bars on a terminal, one line a minute elsewhere, nothing with `--no-progress`
 * or `-q`. A wait is shown at once in both.
 */
export async function withProgress<T>(
  call: CallContext,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const state = new ProgressState(call.now().getTime());
  const shown = !call.options.flag("quiet") && !call.options.off("progress");
  if (!shown) return work(plain(call, state));
  if (call.terminal === undefined) return withLines(call, state, work);

  const block = new TerminalBlock(call.terminal);
  let others = 0;
  const draw = (): void => {
    // A question stands there: the bars would be drawn over it.
    if (others === 0) block.draw(progressLines(state, call.now().getTime()));
  };
  const timer = setInterval(draw, redrawMs);
  try {
    return await work({
      state,
      say: (text) => {
        block.above(text);
        draw();
      },
      aside: async (write) => {
        block.clear();
        others += 1;
        try {
          await write();
        } finally {
          others -= 1;
        }
      },
    });
  } finally {
    clearInterval(timer);
    block.clear();
  }
}

async function withLines<T>(
  call: CallContext,
  state: ProgressState,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const tell = (): void => {
    call.say(progressLine(state, call.now().getTime()));
  };
  const timer = setInterval(tell, lineMs);
  // A wait can be ten minutes long: its beginning is told at once, and then once a minute.
  state.onWait = tell;
  try {
    return await work(plain(call, state));
  } finally {
    clearInterval(timer);
  }
}

function plain(call: CallContext, state: ProgressState): Progress {
  return {
    state,
    say: (text) => {
      call.say(text);
    },
    aside: (write) => write(),
  };
}
