import {
  definePlugin,
  z,
  type Check,
  type CheckArgument,
  type CheckContext,
  type CheckOutcome,
  type FailureRule,
  type FindingInput,
  type Plugin,
  type PluginHooks,
} from '@sluice/core';
import type { ContractCases, ContractCheck } from '@sluice/core/testing';

/** What a plugin does otherwise than the good one. */
export interface Fault {
  readonly options?: z.ZodType<Record<string, unknown>>;
  readonly failureRules?: readonly FailureRule[];
  readonly setup?: (hooks: PluginHooks) => void;
  readonly tap?: (argument: CheckArgument) => void | Promise<void>;
  readonly check?: () => Partial<Check>;
  /** Called before the good run, whose outcome it may change. */
  readonly run?: (ctx: CheckContext, good: () => Promise<CheckOutcome>) => Promise<CheckOutcome>;
  /** What is said of one complaint of the linter. */
  readonly finding?: (said: Said) => Partial<FindingInput>;
}

/** One complaint of the linter, as it prints it. */
interface Said {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

export const SECRET = 'correct-horse-battery';

/** A plugin that keeps the contract, but for its fault. */
export function examplePlugin(fault: Fault = {}): (options?: Record<string, unknown>) => Plugin {
  return definePlugin({
    name: 'example',
    version: '1.0.0',
    options: fault.options ?? (z.strictObject({ level: z.string().optional() }) as never),
    failureRules: fault.failureRules ?? [],
    setup({ hooks }) {
      fault.setup?.(hooks);
      hooks.check.tapPromise('lint', async (argument) => {
        await fault.tap?.(argument);
        argument.add(lintCheck(fault));
      });
    },
  }) as never;
}

function lintCheck(fault: Fault): Check {
  const good = (ctx: CheckContext) => runLinter(ctx, fault);
  return {
    id: 'example/lint',
    title: 'No bad words',
    matrix: { language: ['en', 'de'] },
    tools: [{ name: 'linter', version: '1.2.3' }],
    ...fault.check?.(),
    run: (ctx) => (fault.run === undefined ? good(ctx) : fault.run(ctx, () => good(ctx))),
  };
}

/** The linter: 0 is clean, 1 means it found something, and only a list of complaints is an answer. */
async function runLinter(ctx: CheckContext, fault: Fault): Promise<CheckOutcome> {
  const { exitCode, stdout } = await ctx.exec('linter', ['--json', ctx.cell['language'] ?? '']);
  const said = exitCode === 0 || exitCode === 1 ? read(stdout) : undefined;
  if (said === undefined) return { status: 'errored', reason: `the linter ended with ${exitCode}` };
  const findings = said.map((one) =>
    ctx.finding({
      ruleId: 'linter/bad-word',
      message: 'a bad word',
      kind: 'secret',
      location: { path: one.path, line: one.line },
      region: 'word',
      ...fault.finding?.(one),
    }),
  );
  return { status: 'completed', findings };
}

function read(text: string): readonly Said[] | undefined {
  try {
    return JSON.parse(text) as readonly Said[];
  } catch {
    return undefined;
  }
}

const lint: ContractCheck = {
  id: 'example/lint@de',
  programs: ({ movedBy }) => [
    {
      name: 'linter',
      cases: [
        {
          when: ['--json', 'de'],
          exitCode: 1,
          stdout: JSON.stringify([{ path: 'a.txt', line: 2 + movedBy, text: SECRET }]),
        },
      ],
    },
  ],
  secrets: [SECRET],
};

/** What to know of the example, with some of it replaced. */
export function exampleCases(
  cases: Partial<ContractCases> = {},
  check: Partial<ContractCheck> = {},
): ContractCases {
  return {
    files: { 'a.txt': `fine\n${SECRET}\n` },
    graceMs: 500,
    checks: [{ ...lint, ...check }],
    ...cases,
  };
}
