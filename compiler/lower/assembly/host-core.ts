// What a block asks of the engine that runs it: see IMPORTS in compiler/abi.ts.

// @ts-ignore: decorator
@external("env", "suspend")
export declare function suspend(): void;

// @ts-ignore: decorator
@external("env", "trap")
export declare function trap(code: i32, site: i32, a: f64, b: f64): void;
