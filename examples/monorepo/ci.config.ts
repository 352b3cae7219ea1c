import { defineConfig } from '@sluice/core';
import { python } from '@sluice/plugin-python';
import { security } from '@sluice/plugin-security';

export default defineConfig({
  plugins: [
    python({
      versions: ['3.12'],
      projects: {
        // A library is used on more than the services run on.
        common: { root: 'libs/common', versions: ['3.11', '3.12'], pytest: { coverage: 90 } },
        billing: { root: 'services/billing' },
        orders: { root: 'services/orders' },
        notify: { root: 'services/notify' },
      },
    }),
    // A budget for each project: one for all together would scan all of them whenever one changed.
    security({ projects: 'python', maxHigh: { limit: 0, per: 'project' } }),
  ],
  policy: { required: ['python/*', 'security/*'] },
});
