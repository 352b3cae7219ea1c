import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  entry: { bin: 'src/bin.ts', index: 'src/index.ts' },
  external: [/^@sluice\//u, 'zod'],
});
