import { compareRandomPrograms } from './random-suite.js';

compareRandomPrograms({ programs: 10, pauseShare: 0.7 });
