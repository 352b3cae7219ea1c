import { expect, it } from 'vitest';
import { anchorsOf } from '../../../src/report/html/anchors.ts';
import { attempt, report, result } from '../builders.ts';

it('gives a check the same address in every run, and no two checks one', () => {
  const results = ['python/pytest@3.12', 'a/b c', 'a/b?c', 'a/ü'].map((id) => result(id));
  const { ofCheck } = anchorsOf(report({ results }));
  expect(['python/pytest@3.12', 'a/b c', 'a/b?c', 'a/ü', 'a/none'].map(ofCheck)).toEqual([
    'check-python/pytest@3.12',
    'check-a/b-c',
    'check-a/b-c-2',
    'check-a/-',
    undefined,
  ]);
});

it('finds a check and a log by the name that is shown, too', () => {
  const log = 'logs/a\u0000.log';
  const { ofCheck, ofLog } = anchorsOf(
    report({ results: [result('a/\u202Eb', { attempts: [attempt({ log })] })] }),
  );
  expect(ofCheck('a/<U+202E>b')).toBe('check-a/-b');
  expect(ofLog('logs/a.log')).toBe('log-0-1');
});
