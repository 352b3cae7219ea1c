/** Version of this package; a test holds that it is the one of package.json. */
export const VERSION = '0.1.0';
