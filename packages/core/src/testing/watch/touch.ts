/** What code under watch did to the world around it. */
export interface Touch {
  readonly kind: 'exec' | 'write' | 'disk' | 'network' | 'env' | 'clock' | 'print';
  /** The call, for a message: `fs.writeFile`, `process.env.HOME`. */
  readonly what: string;
}

export type TouchKind = Touch['kind'];
