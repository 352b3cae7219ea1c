import { pluginContract } from '@sluice/core/testing';
import { describe, it } from 'vitest';
import { github } from '../src/index.ts';

describe('the github plugin', () => {
  for (const { name, run } of pluginContract(github, { options: {}, files: {}, checks: [] })) it(name, run);
});
