import { reference } from '@sluice/preset-python';

// A few advisories lie beside it, so that pip-audit works offline. Without the option it asks OSV's own service.
export default reference({ security: { advisories: 'advisories' } });
