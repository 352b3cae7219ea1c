import * as fc from 'fast-check';
import type { RunReport } from '../../src/model/report.ts';
import type { CheckResult } from '../../src/model/result.ts';
import { attempt, finding, objection, planOf, POLICY, report, result } from './builders.ts';

const NASTY = [
  '::error file=a::pwned',
  '\n::set-output name=x::y',
  '##[add-mask]x',
  '##vso[task.complete]',
  '\u001B[31m\u001B[2J\u001B]0;t\u0007',
  ']]>',
  '<script>alert(1)</script>',
  '<!-- sluice -->',
  '</details>',
  '</failure>',
  '| a | b |',
  '`',
  '``````',
  '```\n# heading',
  '\n\n- list\n',
  '@everyone',
  '#1',
  '[x](http://evil)',
  '\uD83D',
  '\uDE00',
  '\u202E',
  '\u2028',
  '\u0000',
  '\uFFFE',
  '&amp;',
  '"\'',
  '\\',
  '%0A::warning::',
  '\r',
  '  ',
  '名前',
  '👩‍🚀',
];

/** Text as a tool, a test or a file name could hold it, with everything that any output gives a meaning to. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 5 })
  .map((parts) => parts.join(''));

/** A report of a blocked run in which every free text is hostile. */
export const hostileReport = fc
  .array(hostileText, { minLength: 12, maxLength: 12 })
  .map((texts) => reportOf(texts));

/** The same from given texts. */
export function reportOf(texts: readonly string[]): RunReport {
  const text = (index: number): string => texts[index % texts.length] ?? '';
  const found = [0, 1].map((index) =>
    finding({
      ruleId: `ruff/${text(0)}`,
      message: text(index + 1),
      location: { path: text(2), line: 3 },
      region: text(3),
      kind: index === 0 ? 'code' : 'test',
      severity: 'high',
    }),
  );
  const results: readonly CheckResult[] = [
    result('python/ruff', {
      conclusion: 'failure',
      summary: text(4),
      findings: found,
      tools: [{ name: 'ruff', version: text(5), path: text(6) }],
      attempts: [1, 2].map((number) =>
        attempt({
          number,
          reason: text(7),
          log: `logs/python-ruff.${number}.log`,
          commands: [{ line: text(8), cwd: text(9), exitCode: 1, timedOut: false, durationMs: 5 }],
        }),
      ),
    }),
    result('python/mypy', { conclusion: 'errored', reason: text(9) }),
    result('python/black', { conclusion: 'skipped', skip: 'disabled', reason: text(10) }),
    result(text(11) === '' ? 'a/b' : text(11), {
      flaky: true,
      waiver: { reason: text(0), owner: text(1), expires: text(2) },
    }),
  ];
  return report({
    results,
    plan: planOf(results),
    policy: { ...POLICY, budgetMs: 1 },
    changes: { scope: 'files', method: text(3), reason: text(4), files: [text(5)] },
    notes: [{ source: text(6), message: text(7) }],
    verdict: {
      level: 'block',
      objections: [
        objection({ checkId: 'python/ruff', message: text(8) }),
        objection({ checkId: 'python/mypy', message: text(9) }),
        objection({ source: text(10), rule: text(11) || 'rule', message: text(0), measured: 3, limit: 1 }),
        objection({ level: 'warn', rule: 'policy-weakened', message: text(1) }),
      ],
    },
    triage: [
      {
        id: 'python/ruff',
        verdict: 'transient',
        attempt: 1,
        category: text(2),
        confidence: 1,
        why: text(2),
        advice: text(5),
        isOutside: true,
        log: text(6),
        evidence: [{ line: 1, text: text(3), rule: text(4) }],
      },
    ],
  });
}
