import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInputMatcher } from '../../../core/src/plan/match-inputs.ts';
import { contextInputs } from '../../src/context/context-inputs.ts';
import { createIgnoreMatcher } from '../../src/context/ignore-matcher.ts';
import { readIgnoreRules } from '../../src/context/read-ignore-rules.ts';

const SPEC = { context: '.', dockerfile: 'Dockerfile', secrets: {} };
const globsOf = (text: string, spec = SPEC) => contextInputs(spec, readIgnoreRules(text));

/** Which of these files count for an image. */
function taken(text: string, files: readonly string[], spec = SPEC): readonly string[] {
  return createInputMatcher(files)(globsOf(text, spec));
}

describe('the inputs of an image', () => {
  const files = [
    'Dockerfile',
    '.dockerignore',
    'app/a.py',
    'app/a.pyc',
    'docs/x.md',
    'README.md',
    'node_modules/a/b.js',
  ];

  it('are its context without what is ignored', () => {
    expect(taken('docs\n**/*.pyc\nnode_modules/', files)).toEqual([
      'Dockerfile',
      '.dockerignore',
      'app/a.py',
      'README.md',
    ]);
  });

  it('are what is let in again, where everything is ignored', () => {
    expect(taken('*\n!app\napp/*.pyc', files)).toEqual(['Dockerfile', '.dockerignore', 'app/a.py']);
  });

  it('have secret files, and what a check reads beside the image, ignored or not', () => {
    const spec = { ...SPEC, secrets: { npmrc: { file: '.npmrc' } } };
    const rules = readIgnoreRules('.npmrc\n.trivyignore*\nvendor\ndocs');
    const globs = contextInputs(spec, rules, ['.trivyignore', 'vendor/db/metadata.json']);
    const more = ['.npmrc', '.trivyignore', 'vendor/db/metadata.json', 'docs/x.md'];
    expect(createInputMatcher(more)(globs)).toEqual(more.slice(0, 3));
  });

  it('have the Dockerfile and the ignore files, ignored or not', () => {
    expect(taken('Dockerfile\n.dockerignore\n*.md', files)).toEqual(
      expect.arrayContaining(['Dockerfile', '.dockerignore']),
    );
    expect(taken('*', files)).toEqual(['Dockerfile', '.dockerignore']);
  });

  it('lie in the folder of the context, and the Dockerfile may lie elsewhere', () => {
    const spec = {
      context: 'services/orders',
      dockerfile: 'docker/Orders.Dockerfile',
      secrets: { a: { file: 'token.txt' } },
    };
    const all = [
      'services/orders/a.py',
      'services/orders/b.log',
      'services/billing/a.py',
      'docker/Orders.Dockerfile',
      'docker/Orders.Dockerfile.dockerignore',
      'services/orders/.dockerignore',
      'token.txt',
    ];
    expect(taken('*.log', all, spec)).toEqual(all.filter((path) => !/billing|\.log/u.test(path)));
  });

  it('take in too much rather than too little, whatever the rules', () => {
    const part = fc.constantFrom('a', 'b', '*', '**', '?', 'a*', '[ab]', '{a}', '!(a)', 'a+', '**a', '.a');
    const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const rule = fc
      .tuple(fc.boolean(), pattern)
      .map(([isException, text]) => `${isException ? '!' : ''}${text}`);
    const name = fc.constantFrom('a', 'b', 'ab', '.a', 'a+', '{a}', '!(a)', '[ab]');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 5 }),
        fc.array(path, { minLength: 1, maxLength: 8 }),
        (rules, paths) => {
          const text = rules.join('\n');
          const { leavesOut } = createIgnoreMatcher(readIgnoreRules(text));
          const counted = new Set(taken(text, paths));
          for (const one of paths)
            if (!leavesOut(one)) expect([text, counted.has(one), one]).toEqual([text, true, one]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
