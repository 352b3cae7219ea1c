/** Whether an option is among arguments: `--cov`, `--cov=pkg`, `-n4`, `-n 4`. */
export function hasOption(args: readonly string[], option: string): boolean {
  const isShort = !option.startsWith('--');
  return args.some(
    (one) =>
      one === option ||
      one.startsWith(`${option}=`) ||
      (isShort && one.startsWith(option) && !one.startsWith('--')),
  );
}

/** The values an option was given: `--cov=a --cov b` gives `a` and `b`; without a value, an empty text. */
export function optionValues(args: readonly string[], option: string): string[] {
  return args.flatMap((one, index) => {
    if (one.startsWith(`${option}=`)) return [one.slice(option.length + 1)];
    if (one !== option) return [];
    const next = args[index + 1];
    return [next === undefined || next.startsWith('-') ? '' : next];
  });
}
