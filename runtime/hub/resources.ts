/** Resources freed in the reverse order of their making, each whatever the others do. Node 20 has no AsyncDisposableStack. */
export class Resources implements AsyncDisposable {
  readonly #release: (() => unknown)[] = [];

  use<T extends AsyncDisposable | Disposable>(resource: T): T {
    this.defer(() => (Symbol.asyncDispose in resource ? resource[Symbol.asyncDispose]() : resource[Symbol.dispose]()));
    return resource;
  }

  defer(release: () => unknown): void {
    this.#release.push(release);
  }

  /** Throws the first error, after everything was tried. */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (let release = this.#release.pop(); release; release = this.#release.pop()) {
      try {
        await release();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
