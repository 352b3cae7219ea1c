/** Packages by name (`pypi/urllib3`, `deb/debian/libc6`), each with the versions that an image has of it, sorted. */
export type Packages = Readonly<Record<string, readonly string[]>>;
