import { buildIfStale } from '../../scripts/build-if-stale.js';

/** Some tests start threads and processes of what is built. */
export default function setup(): void {
  buildIfStale();
}
