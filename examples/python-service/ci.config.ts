import { reference } from '@sluice/preset-python';

export default reference({
  // A few advisories lie beside it, so that pip-audit works offline. Without the option it asks OSV's own service.
  security: { advisories: 'advisories' },
  // The service does not start without a secret.
  docker: { images: { orders: { env: { ORDERS_SECRET: 'only for the smoke test' } } } },
});
