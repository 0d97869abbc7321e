import { compareRandomPrograms } from './random-suite.js';

compareRandomPrograms({ programs: 16, pauseShare: 0.7 });
