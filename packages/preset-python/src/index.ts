export { pythonApiVersion } from '@sluice/plugin-python';
