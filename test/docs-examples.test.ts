import { afterAll, expect, it } from 'vitest';
import { exampleRepository } from './docs/example-repository.ts';
import { whyNotRun } from './docs/not-run.ts';
import { blocksOf, pages } from './docs/pages.ts';
import { shellLines, type ShellLine } from './docs/shell-lines.ts';

const examples = pages()
  .flatMap(blocksOf)
  .filter(({ language, text }) => language === 'sh' || (language === '' && /^(?:sluice|gh) /u.test(text)))
  .map((block) => ({ page: block.page, lines: shellLines(block) }));
const onlyRead = examples.flatMap(({ lines }) => lines).filter((line) => whyNotRun(line) !== undefined);
const run = examples
  .map(({ page, lines }) => ({ page, lines: lines.filter((line) => whyNotRun(line) === undefined) }))
  .filter(({ lines }) => lines.length > 0);

afterAll(() => {
  const reasons = Map.groupBy(onlyRead, (line) => whyNotRun(line) ?? '');
  const told = [...reasons].map(([reason, lines]) => `  ${lines.length} ${reason}`);
  console.log(`${onlyRead.length} lines of the examples are only read:\n${told.join('\n')}`);
});

it('reads or runs them all, and runs most', () => {
  expect(run.flatMap(({ lines }) => lines).length).toBeGreaterThan(30);
});

it.each(run.map(({ page, lines }) => [lines[0]?.where ?? page, page, lines] as const))(
  'runs the example at %s',
  async (_, page, lines) => {
    await using repository = await exampleRepository(page, lines);
    for (const line of lines) {
      const { exitCode, text } = repository.call(typed(line));
      expect(exitCode, `${line.where}: ${line.text}\n${text}`).toBe(line.exitCode);
    }
  },
  120_000,
);

/** As it would be typed today: without npx, and with a day that is still to come. */
function typed({ words }: ShellLine): readonly string[] {
  const soon = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const given = words[0] === 'npx' ? words.slice(1) : words;
  return given.map((word, index) => (given[index - 1] === '--until' ? soon : word));
}
