/** What is known of a number at compile time: an interval and which special values it may take. */
export interface Interval {
  /** Bounds, inclusive; may be infinite. */
  readonly lo: number;
  readonly hi: number;
  /** True when every value in question is an integer (or NaN, see `nan`). */
  readonly integer: boolean;
  /** Whether the value may be -0. */
  readonly negativeZero: boolean;
  readonly nan: boolean;
}
