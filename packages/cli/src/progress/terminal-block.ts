import { clearScreenDown, cursorTo, moveCursor } from "node:readline";

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";

/**
 * A block of lines at the bottom of a terminal that can be redrawn. Lines are cut to the terminal's width, so that
 * none wraps and the block can be taken back by going up as many lines as were written.
 */
export class TerminalBlock {
  readonly #screen: NodeJS.WriteStream;
  #height = 0;

  constructor(screen: NodeJS.WriteStream) {
    this.#screen = screen;
  }

  draw(lines: readonly string[]): void {
    const columns = Math.max(20, this.#screen.columns || 80);
    if (this.#height === 0) this.#screen.write(hideCursor);
    this.#back();
    for (const line of lines) this.#screen.write(`${line.slice(0, columns - 1)}\n`);
    this.#height = lines.length;
  }

  /** Writes a line above the block; the next draw puts the block below it. */
  above(line: string): void {
    this.#back();
    this.#height = 0;
    this.#screen.write(`${line}\n`);
  }

  /** Takes the block away and gives the cursor back. */
  clear(): void {
    this.#back();
    this.#height = 0;
    this.#screen.write(showCursor);
  }

  #back(): void {
    if (this.#height === 0) return;
    moveCursor(this.#screen, 0, -this.#height);
    cursorTo(this.#screen, 0);
    clearScreenDown(this.#screen);
  }
}
