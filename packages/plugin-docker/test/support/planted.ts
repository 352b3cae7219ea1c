import type { LayerInput } from './saved-image.ts';

/** In two parts, for the scanners of whoever hosts this file look for tokens too. Of no use to anybody. */
export const TOKEN = ['ghp', 'Ky9Pf34qY6Nb3wWD25RQ4F5ZR3qa7y3gm1IL'].join('_');
export const OTHER_TOKEN = ['ghp', 'Zy9Pf34qY6Nb3wWD25RQ4F5ZR3qa7y3gm1Zz'].join('_');

/** A package with advisories in the tests' database: HIGH and LOW with a release that mends them, CRITICAL without. */
export const URLLIB3: LayerInput = {
  createdBy: 'RUN /bin/sh -c pip install urllib3==1.24.1 # buildkit',
  files: {
    '/usr/lib/python3/site-packages/urllib3-1.24.1.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: urllib3\nVersion: 1.24.1\nLicense: MIT\n',
  },
};

/** A package without advisories. */
export const CLEAN: LayerInput = {
  createdBy: 'RUN /bin/sh -c pip install idna # buildkit',
  files: {
    '/usr/lib/python3/site-packages/idna-3.11.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: idna\nVersion: 3.11\nLicense: BSD-3-Clause\n',
  },
};

export const DOCKERFILE = `FROM scratch
COPY settings.py /srv/settings.py
RUN pip install urllib3==1.24.1
USER orders
HEALTHCHECK CMD ["/bin/check"]
`;

/** Settings of an image without a misconfiguration. */
export const SOUND = { User: 'orders', Healthcheck: { Test: ['CMD', '/bin/check'] } };

/** What BuildKit records of DOCKERFILE beside the layers. */
export const EMPTY = ['USER orders', 'HEALTHCHECK &{["CMD" "/bin/check"]}'];
