// A component runs from start to end: it has no safepoints. Traps are reported to an import of its world, then it stops.

// @ts-ignore: decorator
@inline
export function suspend(): void {}

// @ts-ignore: decorator
@external("$root", "trap")
export declare function trap(code: i32, site: i32, a: f64, b: f64): void;
