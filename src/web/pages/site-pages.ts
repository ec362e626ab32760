import type { Page } from '../page.js';
import { adminPage } from './admin/admin-page.js';
import { comparePage } from './compare/compare-page.js';
import { developersPage } from './developers/developers-page.js';
import { schemaFilePage } from './developers/schema-file-page.js';
import { schemaPage } from './developers/schema-page.js';
import { offerPage } from './offer/offer-page.js';
import { searchPage } from './search/search-page.js';
import { suggestPage } from './search/suggest-page.js';
import { filePages } from './shortlist/file-pages.js';
import { handoutPage } from './shortlist/handout-page.js';
import { shortlistPage } from './shortlist/shortlist-page.js';

/** All pages of the site. To add one: write `src/web/pages/<name>/<name>-page.tsx` and list it here. */
export const sitePages: readonly Page[] = [
  searchPage,
  suggestPage,
  offerPage,
  comparePage,
  shortlistPage,
  handoutPage,
  ...filePages,
  developersPage,
  schemaPage,
  schemaFilePage,
  adminPage,
];
