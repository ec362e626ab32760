import type { Page } from '../page.js';
import { searchPage } from './search/search-page.js';

/** All pages of the site. To add one: write `src/web/pages/<name>/<name>-page.tsx` and list it here. */
export const sitePages: readonly Page[] = [searchPage];
