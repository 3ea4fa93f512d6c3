/**
 * The program of the worker thread that runs dcmjs, as text: a worker needs a file or a text, and a file would have another name in the
 * sources, in the ESM build and in the CommonJS build (docs/develop/decisions/0902-dcmjs-in-a-worker.md). It is as little as can be: what dcmjs
 * makes of the bytes is answered as JSON, buffers as Base64, and the rest is done where types are checked.
 */
export const datasetWorker = `
const { parentPort, workerData } = require("node:worker_threads");
const dcmjs = require(workerData.dcmjs);
dcmjs.log.setLevel("silent");
const { buffer, byteOffset, byteLength } = workerData.bytes;
const file = dcmjs.data.DicomMessage.readFile(buffer.slice(byteOffset, byteOffset + byteLength), { noCopy: true });
const plain = (key, value) => {
  if (typeof value === "bigint") return String(value);
  if (ArrayBuffer.isView(value)) return { base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString("base64") };
  return value;
};
parentPort.postMessage(JSON.stringify(file.dict, plain));
`;
