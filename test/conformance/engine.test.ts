import { describe } from 'vitest';
import { createV8Engine } from '#dist/runtime/engine/index.js';
import { engineConformance } from './engine.js';

describe('the V8 engine', () => engineConformance(() => createV8Engine()));
