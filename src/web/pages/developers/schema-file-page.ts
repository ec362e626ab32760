import { readFileSync } from 'node:fs';
import type { Page } from '../../page.js';

const file = new URL('../../../../schema/schema.graphql', import.meta.url);
let known: string | undefined;

/** The schema as a file, for code generators and editors: `/developers/schema.graphql`. */
export const schemaFilePage: Page = {
  path: '/developers/schema.graphql',
  answer() {
    known ??= readFileSync(file, 'utf8');
    return { kind: 'file', type: 'text/plain; charset=utf-8', content: known };
  },
};
