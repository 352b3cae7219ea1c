import { reference } from '@sluice/preset-python';

export default reference();
