import { afterEach } from 'vitest';
import { cleanUpAll } from './clean-up.js';

// Test files share what they import, so a module they share cannot register this for each of them.
afterEach(cleanUpAll);
