import { pluginContract } from '@sluice/core/testing';
import { describe, it } from 'vitest';
import { health } from '../src/index.ts';

describe('the health plugin', () => {
  for (const { name, run } of pluginContract(health, { options: {}, files: {}, checks: [] })) it(name, run);
});
