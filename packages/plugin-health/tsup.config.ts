import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  entry: { index: 'src/index.ts' },
  external: ['@sluice/core', '@sluice/plugin-github', 'zod'],
  // `node:sqlite` has no name without its prefix, and tsup takes prefixes off.
  removeNodeProtocol: false,
});
