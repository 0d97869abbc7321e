/** The version of this package. */
import { createRequire } from 'node:module';

export function packageVersion(): string {
  return (createRequire(import.meta.url)('#package') as { version: string }).version;
}
