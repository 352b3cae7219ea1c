import type { Check } from '@sluice/core';
import { runCheck } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { e2eCheck } from '../../src/checks/e2e.ts';
import { pythonOptions } from '../../src/options.ts';

const check = e2eCheck(pythonOptions.parse({ e2e: { command: ['end-to-end'], timeoutMs: 5000 } })) as Check;

describe('python/e2e', () => {
  it('is not there unless given', () => {
    expect(e2eCheck(pythonOptions.parse({}))).toBeUndefined();
  });

  it('is optional, has its own deadline, and gets the newest environment', () => {
    expect(check).toMatchObject({
      id: 'python/e2e',
      level: 'optional',
      timeoutMs: 5000,
      needs: ['python/env@3.12'],
    });
  });

  it('says what the command came to, under its own name', async () => {
    const ended = (exitCode: number) =>
      runCheck(check, { programs: [{ name: 'end-to-end', cases: [{ exitCode }] }] });
    expect((await ended(0)).conclusion).toBe('success');
    expect(await ended(3)).toMatchObject({
      conclusion: 'failure',
      result: { findings: [{ ruleId: 'python/e2e' }] },
    });
    expect((await ended(127)).conclusion).toBe('errored');
  });
});
