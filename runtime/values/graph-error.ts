/** A value that can not cross a dynamic block's border, or bytes that are none. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  /** Where in the value, such as `[0].items[3]`; empty for the value itself, and for bytes. */
  readonly path: string;

  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}
