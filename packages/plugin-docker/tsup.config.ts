import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  entry: { index: 'src/index.ts' },
  external: ['@sluice/core', '@sluice/plugin-security', 'zod'],
});
