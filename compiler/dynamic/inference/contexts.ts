/**
 * Contexts keep the calls of built-ins apart: each is analysed by itself, so that arrays which go through `map` at one place do not mix with those
 * of another. A context is the path of call sites, by their numbers with dots between; '' is the user's own code.
 */
export const SHARED = 'shared';
