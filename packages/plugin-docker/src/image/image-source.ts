/** Where an image was made from, so that what is found in it can be shown where it can be mended. */
export interface ImageSource {
  /** The config's folder, absolute. */
  readonly cwd: string;
  /** Relative to `cwd`; undefined where an image came as an archive and no Dockerfile lies there. */
  readonly dockerfile?: { readonly path: string; readonly text: string };
  /** The folder that was sent to the engine, relative to `cwd`. */
  readonly context: string;
}
