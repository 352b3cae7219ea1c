/** What the guard gives back: the real stdout, for the one document; and how to end it all. */
export interface Guard {
  readonly out: (text: string) => void;
  /** Ends the process at once. */
  readonly leave: (code: number) => void;
  /** Called once the exit code is final. */
  readonly release: () => void;
}

interface GuardInput {
  /** Something was thrown where nobody awaits: a plugin's timer, a rejected promise that was dropped. */
  readonly onUncaught: (error: unknown) => void;
}

/**
 * Keeps the process honest while strangers' code runs in it: what a plugin or a config prints goes to stderr, so that
 * stdout stays one document; `process.exit` throws where it is called, so that the tap is named and the verdict
 * still comes; what nobody catches is reported and can never end as a pass.
 */
export function guardProcess({ onUncaught }: GuardInput): Guard {
  const realWrite = process.stdout.write.bind(process.stdout);
  const realExit = process.exit.bind(process);
  process.stdout.write = ((...args: Parameters<typeof process.stderr.write>) =>
    process.stderr.write(...args)) as typeof process.stdout.write;
  process.exit = ((code?: number | string | null) => {
    throw new Error(`process.exit(${code ?? ''}) was called; only Sluice ends this process`);
  }) as typeof process.exit;
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  return {
    out: (text) => void realWrite(text),
    leave: (code) => realExit(code),
    release: () => {
      process.stdout.write = realWrite;
      process.exit = realExit as typeof process.exit;
      process.off('uncaughtException', onUncaught);
      process.off('unhandledRejection', onUncaught);
    },
  };
}
