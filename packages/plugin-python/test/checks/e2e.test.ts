import { describe, expect, it } from 'vitest';
import { e2eCheck } from '../../src/checks/e2e.ts';
import { pythonOptions } from '../../src/options.ts';
import { runCheck, workspace } from '../harness.ts';

const check = (script: string) => {
  const found = e2eCheck(pythonOptions.parse({ e2e: { command: ['node', '-e', script], timeoutMs: 5000 } }));
  if (!found) throw new Error('no check');
  return found;
};

describe('python/e2e', () => {
  it('is not there unless given', () => {
    expect(e2eCheck(pythonOptions.parse({}))).toBeUndefined();
  });

  it('is optional, has its own deadline, and gets the newest environment', () => {
    expect(check('')).toMatchObject({
      id: 'python/e2e',
      level: 'optional',
      timeoutMs: 5000,
      needs: ['python/env@3.12'],
    });
  });

  it('says what the command came to, under its own name', async () => {
    await using space = await workspace();
    expect((await runCheck(check('process.exit(0)'), { cwd: space.dir })).outcome).toMatchObject({
      status: 'completed',
      findings: [],
    });
    const { findings } = await runCheck(check('process.exit(3)'), { cwd: space.dir });
    expect(findings).toMatchObject([{ ruleId: 'python/e2e' }]);
    expect((await runCheck(check('process.exit(127)'), { cwd: space.dir })).outcome.status).toBe('errored');
  });
});
