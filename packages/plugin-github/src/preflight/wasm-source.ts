/**
 * What a Node of its own runs to lint with the WebAssembly build: files as JSON on standard input, problems as JSON on
 * standard output. A process, because Go's `main` never returns, and one that hangs must be able to be ended.
 *
 * `fs` is taken away first: in `--eval` Node offers it as a global, Go then waits for a callback that cannot come while
 * it is called synchronously ("all goroutines are asleep"). Without it Go has a stand-in that answers at once.
 */
export const WASM_SOURCE = `
Object.defineProperty(globalThis, 'fs', { value: undefined, writable: true, configurable: true });
const { readFileSync, writeSync } = require('node:fs');
const { runLint } = require(process.argv[1]);
(async () => {
  const problems = [];
  for (const { path, data } of JSON.parse(readFileSync(0, 'utf8')))
    for (const { message, line, column, kind } of await runLint(data, path))
      problems.push({ message, line, column, kind, filepath: path });
  let left = Buffer.from(JSON.stringify(problems));
  while (left.length > 0) left = left.subarray(writeSync(1, left));
  process.exit(problems.length > 0 ? 1 : 0);
})().catch((error) => {
  process.stderr.write(String(error && error.message || error) + '\\n', () => process.exit(3));
});
`;
