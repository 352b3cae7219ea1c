export { plannedChecks } from '@sluice/plugin-python';
