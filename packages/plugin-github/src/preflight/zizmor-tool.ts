import type { ToolSpec } from '@sluice/core';

/**
 * zizmor at this plugin's version. The hashes are those of every wheel of it on PyPI, and it depends on nothing:
 * `echo zizmor==1.32.0 | uv pip compile --universal --generate-hashes --only-binary :all: --python-version 3.11 -`.
 */
export const ZIZMOR: ToolSpec = {
  name: 'zizmor',
  version: '1.32.0',
  versionFrom: 'the default of plugin-github',
  isPinnedByProject: false,
  searchIn: ['.venv/bin', 'venv/bin'],
  install: {
    from: 'pypi',
    package: 'zizmor',
    requirements: [
      [
        'zizmor==1.32.0',
        '--hash=sha256:0a999c98015becd9f69919ce01febadfb1c2be9b8ec2ce9ef7eb13ff23ba8eba',
        '--hash=sha256:0cdd38fca6eb34ceb567548548d706332e3535ea66894b9168c048e03207b68c',
        '--hash=sha256:3f404b26791ed06a5ea9eaa0bfd5b973fc5228bac7db8b3c5ec7f0c7ad2ed16d',
        '--hash=sha256:84a6acb975accc13408786a2bd274b572537ca19c933ebbc13e78f3988562071',
        '--hash=sha256:913fd3943bc1358aa6e23b33fe01cc98bf67af23985258b8fbf24eaa2f8728ea',
        '--hash=sha256:9cd1dd7734042f40ca0faa2a31fb4e9033dede620d996af2f903744b8f04fca9',
        '--hash=sha256:aa4b4e216321dd5cf202cd79fc83296468f0eed79d850cd65ac8187a6bbc5496',
        '--hash=sha256:bddcdb0e37d1aa53c9f831c55627a5829d0d552cb0afb4b80fbe16a3a3140366',
        '--hash=sha256:d34dcfa702875202b4163d90ebb9cc5222f3d1a7d4b72bf796d87b5a15b24194',
        '--hash=sha256:dd818f99d833b86cd432d5412d620d936b5df074b33404fff8b67acff55d3259',
        '--hash=sha256:eaedf57859f026a0a7da2a6b574517b1fe01e256c6875b3319a06ee1cee026a7',
        '--hash=sha256:f0b664d394576e08605fe8094e8e992056d74b808f30c0c9ca9ed227001dcf67',
      ].join(' '),
    ],
  },
};
