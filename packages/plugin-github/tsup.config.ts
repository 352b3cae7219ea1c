import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  entry: { bin: 'src/bin.ts', client: 'src/client.ts', index: 'src/index.ts' },
  external: ['@sluice/core', '@sluice/core/reports', 'zod'],
  // undici asks for node:sqlite where there is one; without its prefix it would be a package.
  removeNodeProtocol: false,
});
