/* eslint-disable @typescript-eslint/no-non-null-assertion -- defaults in the inner loop would cost speed; its bounds are its own */
import { type Cipher, createCipheriv } from "node:crypto";

const blockBytes = 16;
/** Chunks of this size were the fastest of those tried; smaller ones pay for calls, larger ones for memory. */
export const cipherChunkBytes = 256 * 1024;

/**
 * AES in counter mode as WinZip counts: the 128-bit counter is little-endian and begins with 1. Node's `aes-256-ctr`
 * counts big-endian, so the key stream is made by encrypting blocks of counters with ECB and XORed in here.
 */
export class LittleEndianCtr {
  readonly #cipher: Cipher;
  readonly #counters = Buffer.alloc(cipherChunkBytes);
  readonly #words = new Uint32Array(this.#counters.buffer, this.#counters.byteOffset, cipherChunkBytes / 4);
  #next = 1;

  constructor(key: Uint8Array) {
    this.#cipher = createCipheriv(`aes-${String(key.length * 8)}-ecb`, key, null).setAutoPadding(false);
  }

  /**
   * Encrypts or decrypts up to {@link cipherChunkBytes} into a new buffer. Every chunk but the last has to be a whole
   * number of 16-byte blocks.
   */
  apply(chunk: Uint8Array): Buffer {
    const blocks = Math.ceil(chunk.length / blockBytes);
    const words = this.#words;
    for (let block = 0; block < blocks; block++) {
      const count = this.#next + block;
      words[4 * block] = count >>> 0;
      words[4 * block + 1] = Math.floor(count / 0x1_0000_0000);
    }
    this.#next += blocks;
    const stream = this.#cipher.update(this.#counters.subarray(0, blocks * blockBytes));
    xorInto(stream, chunk);
    return chunk.length === stream.length ? stream : stream.subarray(0, chunk.length);
  }
}

/** XORs the data into the key stream, eight bytes at a time where both are aligned. */
function xorInto(stream: Buffer, data: Uint8Array): void {
  let at = 0;
  const aligned = stream.byteOffset % 8 === 0 && data.byteOffset % 8 === 0;
  if (aligned) {
    const words = Math.floor(data.length / 8);
    const target = new BigUint64Array(stream.buffer, stream.byteOffset, words);
    const source = new BigUint64Array(data.buffer, data.byteOffset, words);
    for (let index = 0; index < words; index++) target[index]! ^= source[index]!;
    at = words * 8;
  }
  for (; at < data.length; at++) stream[at]! ^= data[at]!;
}
