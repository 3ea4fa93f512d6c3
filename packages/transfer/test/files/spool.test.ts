import { expect, it } from "vitest";

import { openSpool } from "../../src/files/spool.js";

it("gives back what was added, in order and any number of times, also what was added between two readings", async () => {
  const spool = await openSpool<{ label: string; text: string }>();
  const all = Array.from({ length: 3000 }, (_, index) => ({
    label: `S${index}`,
    text: `ü\u2028${"x".repeat(index)}`,
  }));
  const read = async () => {
    const records = [];
    for await (const record of spool.read()) records.push(record);
    return records;
  };
  for (const record of all.slice(0, 1500)) await spool.add(record);
  expect(await read()).toEqual(all.slice(0, 1500));
  for (const record of all.slice(1500)) await spool.add(record);
  expect(spool.count).toBe(3000);
  expect(await read()).toEqual(all);
  expect(await read()).toEqual(all);
  await spool.close();
});

it("reads what lies between two marks", async () => {
  const spool = await openSpool<string>();
  const texts = ["a", "ü", "b".repeat(300_000), "c", "d"];
  const marks: number[] = [];
  for (const text of texts) {
    marks.push(spool.mark());
    await spool.add(text);
  }
  const read = [];
  for await (const text of spool.read(marks[1], marks[4])) read.push(text);
  expect(read).toEqual(texts.slice(1, 4));
  expect(read.length).toBe(3);
  await spool.close();
});
