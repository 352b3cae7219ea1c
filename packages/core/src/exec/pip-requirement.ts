import type { ToolSpec } from '../model/tool.ts';

/** What somebody gives to pip by hand: a package may have a version of its own, beside that of the program it carries. */
export function pipRequirement({ install, name, version }: ToolSpec, wanted: string): string {
  const plain = `${install?.package ?? name}==`;
  const pinned = install?.requirements.find((line) => line.startsWith(plain));
  return (wanted === version ? pinned?.split(/\s/u, 1)[0] : undefined) ?? `${plain}${wanted}`;
}
