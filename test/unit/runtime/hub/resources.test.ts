import { expect, test } from 'vitest';
import { Resources } from '../../../../runtime/hub/resources.js';

test('resources are freed in reverse order, all of them, once', async () => {
  const freed: string[] = [];
  const resources = new Resources();
  resources.use({ [Symbol.dispose]: () => void freed.push('first') });
  resources.use({
    [Symbol.asyncDispose]: async () => {
      freed.push('second');
      throw new Error('second fails');
    },
  });
  resources.defer(() => {
    freed.push('third');
    throw new Error('third fails');
  });
  await expect(resources[Symbol.asyncDispose]()).rejects.toThrow('third fails');
  expect(freed).toEqual(['third', 'second', 'first']);
  await resources[Symbol.asyncDispose]();
  expect(freed).toHaveLength(3);
});
