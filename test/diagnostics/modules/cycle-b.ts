import { START } from './cycle-a.js';

export const BASE: number = 10;
export const LIMIT: number = START * 2;
