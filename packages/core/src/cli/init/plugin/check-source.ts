import type { PluginName } from './plugin-name.ts';

/** A check that runs a program which every repository has, and is wrong about nothing. */
export const checkSource = ({
  id,
}: PluginName): string => String.raw`import type { Check, CheckContext, CheckOutcome, Finding } from '@sluice/core';

/** Looks for words that say that something is not finished. */
export function wordsCheck(words: readonly string[]): Check {
  return {
    id: '${id}/words',
    title: 'unfinished work',
    inputs: ['**/*'],
    run: (ctx) => lookForWords(ctx, words),
  };
}

/**
 * What the exit codes of git grep mean. Everything else says nothing about the code, and so does output that cannot be
 * read: that is errored, never clean.
 *
 * | code | means |
 * |---|---|
 * | 0 | lines that match: each is a finding |
 * | 1 | no line matches |
 */
async function lookForWords(ctx: CheckContext, words: readonly string[]): Promise<CheckOutcome> {
  const options = ['--untracked', '-I', '-n', '-z', '--no-color', '--no-column', '--fixed-strings', '--word-regexp'];
  const grep = await ctx.exec('git', ['grep', ...options, ...words.flatMap((word) => ['-e', word])]);
  if (grep.missing !== undefined) return errored(${'`'}git is not there: ${'$'}{grep.missing}${'`'});
  if (grep.exitCode !== 0 && grep.exitCode !== 1) {
    const end = grep.exitCode ?? grep.signal ?? 'a timeout';
    return errored(${'`'}git grep ended with ${'$'}{end}: ${'$'}{grep.stderr.trim().split('\n').at(-1)}${'`'});
  }
  if (grep.truncated === true) return errored('git grep printed more than is kept; name rarer words');
  const findings = readLines(grep.stdout, words, ctx);
  if (findings === undefined) return errored('git grep printed what could not be read');
  if ((grep.exitCode === 0) !== findings.length > 0)
    return errored(${'`'}git grep ended with ${'$'}{grep.exitCode} and printed ${'$'}{findings.length} lines${'`'});
  return { status: 'completed', findings, summary: ${'`'}${'$'}{findings.length} lines${'`'} };
}

const errored = (reason: string): CheckOutcome => ({ status: 'errored', reason });

/** The findings in what git grep printed, or undefined when it is something else. */
function readLines(
  output: string,
  words: readonly string[],
  { finding }: CheckContext,
): readonly Finding[] | undefined {
  const lines = output.split('\n').filter((line) => line !== '');
  const findings = lines.map((line) => {
    const [path, number, text, ...more] = line.split('\0');
    const word = words.find((one) => text?.includes(one));
    if (path === undefined || text === undefined || word === undefined || more.length > 0) return undefined;
    if (!/^[1-9]\d*$/u.test(number ?? '')) return undefined;
    return finding({
      ruleId: '${id}/word',
      severity: 'low',
      message: ${'`'}${'$'}{word} is still here${'`'},
      location: { path, line: Number(number) },
      // What the finding is recognised by when lines move: never a line number.
      region: text.trim(),
    });
  });
  return findings.every((one) => one !== undefined) ? findings : undefined;
}
`;
