import { defineConfig, type Options } from 'tsup';

/** What the builds of all packages have in common. */
export function packageBuild(options: Options) {
  return defineConfig({
    format: ['esm'],
    target: 'node22',
    platform: 'node',
    splitting: true,
    sourcemap: true,
    treeshake: false,
    clean: false,
    // Read by scripts/third-party-notices.ts, which then removes it: it names what was really bundled.
    metafile: true,
    silent: true,
    ...options,
    dts:
      options.dts === false
        ? false
        : {
            // tsup sets `baseUrl`, which TypeScript 6 refuses unless told otherwise.
            compilerOptions: { ignoreDeprecations: '6.0' },
            ...(typeof options.dts === 'object' ? options.dts : {}),
          },
  });
}
