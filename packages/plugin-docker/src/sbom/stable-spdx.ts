import { compareText } from './compare-text.ts';
import { isOfTheRun } from './is-of-the-run.ts';
import type { Json } from './json.ts';
import { objectsOf } from './objects-of.ts';
import { renameAll } from './rename-all.ts';
import { sortBy } from './sort-by.ts';
import type { Subject } from './subject.ts';
import { uuidOf } from './uuid-of.ts';

/** An SPDX document without what differs from run to run; see `stableCycloneDx`. */
export function stableSpdx(document: Json, { name, imageId, created }: Subject): Json {
  const ids = new Map<string, string>();
  const packages = objectsOf(document['packages']).map((one) => {
    const isImage = one['primaryPackagePurpose'] === 'CONTAINER';
    if (isImage && typeof one['SPDXID'] === 'string') ids.set(one['SPDXID'], 'SPDXRef-ContainerImage');
    const annotations = objectsOf(one['annotations'])
      .filter(({ comment }) => !isOfTheRun(String(comment).split(':')[0] ?? ''))
      .map((annotation) => ({ ...annotation, annotationDate: created }));
    return { ...one, ...(isImage ? { name } : {}), ...(annotations.length === 0 ? {} : { annotations }) };
  });
  const { creationInfo } = document;
  return renameAll(
    {
      ...document,
      name,
      documentNamespace: `https://spdx.org/spdxdocs/${name}-${uuidOf(imageId)}`,
      creationInfo: { ...(creationInfo as Json | undefined), created },
      packages: sortBy(packages, 'SPDXID'),
      ...(document['files'] === undefined ? {} : { files: sortBy(objectsOf(document['files']), 'SPDXID') }),
      relationships: objectsOf(document['relationships']).toSorted((a, b) =>
        compareText(JSON.stringify(a), JSON.stringify(b)),
      ),
    },
    ids,
  ) as Json;
}
