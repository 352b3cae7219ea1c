import { compareText } from './compare-text.ts';
import { isOfTheRun } from './is-of-the-run.ts';
import type { Json } from './json.ts';
import { objectsOf } from './objects-of.ts';
import { renameAll } from './rename-all.ts';
import { sortBy } from './sort-by.ts';
import type { Subject } from './subject.ts';
import { uuidOf } from './uuid-of.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/**
 * A CycloneDX document without what differs from run to run: random numbers come from the image's digest, the time is
 * the image's own, and lists are in order. One image gives one document, so that digests can be compared.
 */
export function stableCycloneDx(document: Json, subject: Subject): Json {
  const metadata = { ...(document['metadata'] as Json | undefined) };
  const root: Json = { ...(metadata['component'] as Json | undefined), name: subject.name };
  const names = new Map<string, string>();
  const components: readonly Json[] = [root, ...objectsOf(document['components'])];
  for (const component of components) {
    const ref = component['bom-ref'];
    if (typeof ref !== 'string' || !UUID.test(ref)) continue;
    const { 'bom-ref': _, ...facts } = component;
    names.set(ref, uniqueName(`${subject.imageId}\n${JSON.stringify(facts)}`, names));
  }
  const renamed = renameAll({ ...document, metadata: { ...metadata, component: root } }, names) as Json;
  const shown = renamed['metadata'] as Json;
  return {
    ...renamed,
    serialNumber: `urn:uuid:${uuidOf(subject.imageId)}`,
    metadata: { ...shown, timestamp: subject.created, component: withoutRun(shown['component'] as Json) },
    components: sortBy(objectsOf(renamed['components']), 'bom-ref'),
    dependencies: sortBy(objectsOf(renamed['dependencies']), 'ref').map((one) =>
      Array.isArray(one['dependsOn'])
        ? { ...one, dependsOn: (one['dependsOn'] as string[]).toSorted(compareText) }
        : one,
    ),
  };
}

function withoutRun(component: Json): Json {
  const properties = objectsOf(component['properties']).filter(({ name }) => !isOfTheRun(String(name)));
  return { ...component, properties };
}

/** Two components that agree in everything are told apart by their number. */
function uniqueName(text: string, names: ReadonlyMap<string, string>): string {
  const taken = new Set(names.values());
  for (let number = 0; ; number += 1) {
    const name = uuidOf(`${text}\n${number}`);
    if (!taken.has(name)) return name;
  }
}
