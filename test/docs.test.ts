import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../packages/core/src/cli/args.ts';
import { VERBS } from '../packages/core/src/cli/verbs.ts';
import { CODES } from '../packages/core/src/errors/codes.ts';
import { hookTable } from '../packages/core/src/hooks/hook-table.ts';
import { health } from '../packages/plugin-health/src/index.ts';
import { security } from '../packages/plugin-security/src/index.ts';
import { generatedDocs } from '../scripts/docs/generated-docs.ts';
import { deadLinks } from '../scripts/site/dead-links.ts';
import { typeErrors } from './docs/check-types.ts';
import { blocksOf, pages, root, type Block, type Page } from './docs/pages.ts';

/** Verbs of the first-party plugins; their flags are held by the plugins' own tests. */
const PLUGIN_VERBS = [health(), security()].flatMap(({ name, definition }) =>
  (definition.commands ?? []).map((command) => (command.name === name ? name : `${name} ${command.name}`)),
);

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Every test but this one, which names no code. */
const testSources = ['test', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/test`)]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => path.endsWith('.test.ts') && path !== 'test/docs.test.ts')
  .map(read);
const all = pages();
const blocks = all.flatMap(blocksOf);
const generated = await generatedDocs();

describe('generated pages', () => {
  it.each([...generated])('%s is what its source gives; `npm run docs` rewrites it', (path, text) => {
    if (process.env['UPDATE_DOCS'] === '1') {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    expect(read(path)).toBe(text);
  });
});

describe('error codes', () => {
  const codes = Object.keys(CODES);

  it('are documented, each and no other', () => {
    const documented = [...read('docs/errors.md').matchAll(/^### (\S+)$/gmu)].map(([, code]) => code);
    expect(documented.toSorted()).toEqual(codes.toSorted());
  });

  it.each(codes)('%s has a test that raises it', (code) => {
    expect(testSources.some((text) => new RegExp(`\\b${code}\\b`, 'u').test(text))).toBe(true);
  });
});

describe('examples', () => {
  it('compile as they stand', () => {
    const examples = blocks.filter(({ language }) => language === 'ts');
    expect(examples.length).toBeGreaterThan(10);
    expect(typeErrors(examples)).toEqual([]);
    // A compiler beside other work on two processors: what it finds matters, not how soon.
  }, 600_000);

  it('show a tap on every hook', () => {
    const shown = blocksOf(page('docs/hooks.md')).map(({ text }) => text);
    const missing = Object.keys(hookTable()).filter(
      (name) => !shown.some((text) => text.includes(`hooks.${name}.`)),
    );
    expect(missing).toEqual([]);
  });

  it('call verbs and flags that exist', () => {
    const lines = blocks.filter(({ language }) => language !== 'ts').flatMap(commandLines);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.flatMap(usageFaults)).toEqual([]);
  });

  it('call npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const called = all.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([\w:-]+)/gu)].map(([, name = '']) => name),
    );
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('links and paths', () => {
  it('lead to files and headings that exist', () => {
    expect(all.flatMap((page) => deadLinks(root, page))).toEqual([]);
  });

  it('name files of the repository that exist', () => {
    const inText = /`((?:packages|docs|scripts|examples|test|bench)\/[\w./-]+)`/gu;
    const named = all.flatMap(({ path, text }) =>
      [...text.matchAll(inText)].map(([, name = '']) => ({ path, name })),
    );
    expect(named.filter(({ name }) => !existsSync(join(root, name)))).toEqual([]);
  });
});

function page(path: string): Page {
  return { path, text: read(path) };
}

/** The `sluice …` lines of a block, without a prompt, `npx` and a remark at the end. */
function commandLines({
  page: where,
  text,
}: Block): readonly { readonly where: string; readonly words: readonly string[] }[] {
  const joined = text.replaceAll(/\\\n\s*/gu, '');
  return joined.split('\n').flatMap((line) => {
    const found = /^(?:\$ )?(?:npx )?sluice (?!VERB)(\S.*)$/u.exec(line);
    if (found?.[1] === undefined) return [];
    const words = [...found[1].replace(/\s{2,}#.*$/u, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)];
    return [{ where, words: words.map(([, double, single, bare]) => double ?? single ?? bare ?? '') }];
  });
}

function usageFaults({
  where,
  words,
}: {
  readonly where: string;
  readonly words: readonly string[];
}): readonly string[] {
  const [name = '', ...rest] = words;
  // The github plugin's are called by their own names: `sluice generate github`, `sluice rerun`.
  if ((name === 'generate' && rest[0] === 'github') || name === 'rerun') return [];
  if (PLUGIN_VERBS.some((verb) => name === verb || `${name} ${rest[0] ?? ''}` === verb)) return [];
  const verb = VERBS.find((one) => one.name === name);
  if (verb === undefined) return [`${where}: there is no verb ${name}`];
  return parseArguments(verb, rest).problems.map(({ message }) => `${where}: ${message}`);
}
