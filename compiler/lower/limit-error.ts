/** The function is correct, but larger than the layout of a block's memory allows. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
