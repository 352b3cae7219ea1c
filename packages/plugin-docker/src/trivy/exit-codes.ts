/** Given with `--exit-code`: findings can be told from an error, which is 1. */
export const FOUND = 42;
/** Given with `--exit-on-eol`. */
export const END_OF_LIFE = 43;
