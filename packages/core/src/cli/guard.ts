/** What the guard gives back: the real stdout, for the one document; and how to end it all. */
export interface Guard {
  readonly out: (text: string) => void;
  /** Ends the process at once. */
  readonly leave: (code: number) => void;
  /**
   * Ends the process with this code as soon as all is written. Nothing that a plugin left open or pending gets
   * another turn: a forgotten timer would keep a finished run alive, and a late `process.exit(0)` make a block a pass.
   */
  readonly end: (code: number) => Promise<void>;
}

interface GuardInput {
  /** Something was thrown where nobody awaits: a plugin's timer, a rejected promise that was dropped. */
  readonly onUncaught: (error: unknown) => void;
}

type Exit = (code?: number | string | null) => never;

/**
 * Keeps the process honest while strangers' code runs in it: what a plugin or a config prints goes to stderr, so that
 * stdout stays one document; `process.exit` throws where it is called, so that the tap is named and the verdict
 * still comes; what nobody catches is reported and can never end as a pass. For the rest of the process's life.
 */
export function guardProcess({ onUncaught }: GuardInput): Guard {
  const realWrite = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((...args: Parameters<typeof process.stderr.write>) =>
    process.stderr.write(...args)) as typeof process.stdout.write;
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  const leave = guardExits();
  let lost: Error | undefined;
  // A reader that has seen enough (`sluice run --json | head`) is no fault; a document that is not whole is one.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && stream === process.stdout) lost = error;
    });
  }
  return {
    out: (text) => void realWrite(text),
    leave,
    end: async (code) => {
      await new Promise<void>((done) => realWrite('', () => done()));
      if (lost !== undefined) process.stderr.write(`stdout could not be written: ${lost.message}\n`);
      await new Promise<void>((done) => process.stderr.write('', () => done()));
      leave(lost === undefined ? code : 2);
    },
  };
}

// `process.exit` ends in `process.reallyExit`, which some packages call, or wrap, themselves.
function guardExits(): (code: number) => void {
  const inner = process as unknown as { reallyExit: Exit };
  let isLeaving = false;
  const guarded = (name: string, real: Exit): Exit =>
    ((code) => {
      if (isLeaving) return real(code);
      throw new Error(`${name}(${code ?? ''}) was called; only Sluice ends this process`);
    }) as Exit;
  inner.reallyExit = guarded('process.reallyExit', inner.reallyExit.bind(process));
  const exit = guarded('process.exit', process.exit.bind(process) as Exit);
  process.exit = exit as typeof process.exit;
  return (code) => {
    isLeaving = true;
    exit(code);
  };
}
