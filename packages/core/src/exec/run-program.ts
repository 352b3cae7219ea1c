import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Options, ResultPromise } from 'execa';
import type { ExecOptions } from '../model/exec.ts';
import { missingWords, type Ended, type ExecPort } from './exec.ts';
import { isGroupAlive, killTree } from './kill-tree.ts';
import { rememberGroup } from './live-groups.ts';
import type { LogFile } from './log-file.ts';
import { createRingBuffer } from './ring-buffer.ts';
import type { Redactor } from './redact.ts';

const BUFFER_BYTES = 4 * 1024 * 1024;
/** How long a stream may stay open after its program ended: somebody it left behind holds it. */
const OPEN_STREAM_MS = 1000;

interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly options: ExecOptions;
  readonly port: ExecPort;
  readonly log: LogFile;
}

let loading: Promise<typeof import('execa')> | undefined;

/** Runs one program to its end, and ends what it leaves in its group. Never throws for what the program does. */
export async function runProgram({ program, args, cwd, env, options, port, log }: Program): Promise<Ended> {
  loading ??= import('execa');
  const { execa } = await loading;
  // The kernel copies for us where nothing has to be masked and nobody reads along: a third of the cost of a pipe.
  const isDirect = options.output === 'log' && !port.redactor.hasSecrets;
  // Execa's types know the descriptors up to 8; its code takes any.
  const output = isDirect ? (log.fd as 3) : 'pipe';
  const settings: Options = {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    buffer: false,
    detached: true,
    cleanup: false,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    stdout: output,
    stderr: output,
  };
  const child = execa(program, [...args], settings) as ResultPromise & ChildProcess;
  const { pid } = child;
  const forget = pid === undefined ? () => {} : rememberGroup(pid);
  const ending = endOnDemand(pid, { signal: port.signal, timeoutMs: options.timeoutMs, graceMs: port.graceMs });
  try {
    if (options.input !== undefined) child.stdin?.on('error', () => {}).end(options.input);
    const maxBytes = options.maxBufferBytes ?? BUFFER_BYTES;
    const streams = isDirect
      ? []
      : [child.stdout, child.stderr].map((stream) => collect(stream, { maxBytes, log, redactor: port.redactor, keeps: options.output !== 'log' }));
    child.once('exit', () => {
      const timer = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), OPEN_STREAM_MS);
      timer.unref();
      child.once('close', () => clearTimeout(timer));
    });
    const result = await child;
    await ending.done();
    if (pid !== undefined && isGroupAlive(pid)) await killTree(pid, Math.min(port.graceMs, OPEN_STREAM_MS));
    for (const stream of streams) stream.end();
    await log.drained();
    const [stdout, stderr] = streams;
    const isTruncated = streams.some((stream) => stream.isTruncated());
    return {
      exitCode: result.exitCode ?? null,
      timedOut: ending.isTimedOut(),
      stdout: stdout?.text() ?? '',
      stderr: stderr?.text() ?? '',
      ...(result.signal === undefined ? {} : { signal: result.signal }),
      ...(isTruncated ? { truncated: true } : {}),
      ...(pid === undefined ? { missing: missingWords(result.code, { program, cwd }) } : {}),
    };
  } finally {
    ending.release();
    forget();
  }
}

interface EndingOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
}

/** Ends the group when the signal says so, or its time is up. */
function endOnDemand(pid: number | undefined, { signal, timeoutMs, graceMs }: EndingOptions) {
  let killing: Promise<void> | undefined;
  let isTimedOut = false;
  const end = (): void => {
    if (pid !== undefined) killing ??= killTree(pid, graceMs);
  };
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          isTimedOut = true;
          end();
        }, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return {
    isTimedOut: () => isTimedOut,
    done: async () => killing,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
}

interface CollectOptions {
  readonly maxBytes: number;
  readonly log: LogFile;
  readonly redactor: Redactor;
  readonly keeps: boolean;
}

/** Reads a stream into the log, masked, and its end into memory, as it is: parsers need what the tool said. */
function collect(stream: Readable | null | undefined, { maxBytes, log, redactor, keeps }: CollectOptions) {
  const ring = keeps ? createRingBuffer(maxBytes) : undefined;
  const mask = redactor.hasSecrets ? redactor.stream() : undefined;
  const decoder = mask === undefined ? undefined : new TextDecoder();
  stream?.on('error', () => {});
  stream?.on('data', (chunk: Buffer) => {
    ring?.push(chunk);
    const bytes = mask === undefined ? chunk : Buffer.from(mask(decoder?.decode(chunk, { stream: true }) ?? ''));
    if (!log.write(bytes)) {
      stream.pause();
      void log.drained().then(() => stream.resume());
    }
  });
  return {
    end: () => {
      if (mask !== undefined) log.write(Buffer.from(mask(decoder?.decode() ?? '', true)));
    },
    text: () => ring?.text() ?? '',
    isTruncated: () => ring?.isTruncated() ?? false,
  };
}
