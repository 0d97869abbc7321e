// What the library asks of the engine: text functions, those of Math that Wasm lacks, and the trap that ends a run.

// @ts-ignore: decorator
@external("env", "trap")
export declare function trap(code: i32, site: i32, a: f64, b: f64): void;

// @ts-ignore: decorator
@external("math", "pow")
export declare function pow(x: f64, y: f64): f64;

// @ts-ignore: decorator
@external("text", "numberToString")
export declare function hostNumberToString(x: f64, out: u32): i32;

// @ts-ignore: decorator
@external("text", "numberToRadix")
export declare function hostNumberToRadix(x: f64, radix: i32, out: u32): i32;

// @ts-ignore: decorator
@external("text", "toFixed")
export declare function hostToFixed(x: f64, digits: i32, out: u32): i32;

// @ts-ignore: decorator
@external("text", "toPrecision")
export declare function hostToPrecision(x: f64, digits: i32, out: u32): i32;

// @ts-ignore: decorator
@external("text", "toExponential")
export declare function hostToExponential(x: f64, digits: i32, out: u32): i32;

// @ts-ignore: decorator
@external("text", "parseNumber")
export declare function hostParseNumber(at: u32, length: u32): f64;

// @ts-ignore: decorator
@external("text", "parseFloat")
export declare function hostParseFloat(at: u32, length: u32): f64;

// @ts-ignore: decorator
@external("text", "lowerCase")
export declare function hostLowerCase(at: u32, length: u32, out: u32, capacity: u32): i32;

// @ts-ignore: decorator
@external("text", "upperCase")
export declare function hostUpperCase(at: u32, length: u32, out: u32, capacity: u32): i32;

// @ts-ignore: decorator
@external("text", "normalize")
export declare function hostNormalize(at: u32, length: u32, form: i32, out: u32, capacity: u32): i32;

// @ts-ignore: decorator
@external("text", "compareLocale")
export declare function hostCompareLocale(a: u32, aLength: u32, b: u32, bLength: u32): i32;

// @ts-ignore: decorator
@external("text", "foldCase")
export declare function hostFoldCase(point: u32, unicode: i32): u32;

// @ts-ignore: decorator
@external("text", "closeCase")
export declare function hostCloseCase(at: u32, length: u32, unicode: i32, out: u32, capacity: u32): i32;

// @ts-ignore: decorator
@external("text", "unicodeProperty")
export declare function hostUnicodeProperty(at: u32, length: u32, out: u32, capacity: u32): i32;
