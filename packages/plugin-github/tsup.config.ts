import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  entry: { client: 'src/client.ts', index: 'src/index.ts' },
  external: ['@sluice/core', 'zod'],
});
