/** What a benchmark asks of a peer. */
export interface Work {
  readonly count: number;
  /** True: nothing changed and every result is reused. False: everything runs, whatever is kept. */
  readonly isCached: boolean;
}

/** Names of checks, `check-0` and so on. */
export const namesOf = ({ count }: Work): readonly string[] =>
  Array.from({ length: count }, (_, index) => `check-${index}`);

/** A folder for each check, with ten files in it and those that a peer needs. */
export function packages(
  work: Work,
  config: (name: string) => Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const files = namesOf(work).flatMap((name) => [
    ...Object.entries(config(name)).map(([file, text]) => [`packages/${name}/${file}`, text] as const),
    ...Array.from(
      { length: 10 },
      (_, index) => [`packages/${name}/src/file-${index}.txt`, `${name} ${index}\n`] as const,
    ),
  ]);
  return Object.fromEntries(files);
}
