import type { Page } from '../../page.js';

/**
 * The operator's page: `/admin`. The page itself is public and empty; everything on it is read by GraphQL with the token
 * that the operator gives, which stays in the tab. In English.
 */
export const adminPage: Page = {
  path: '/admin',
  answer() {
    return {
      kind: 'html',
      title: 'Operator',
      entries: ['admin'],
      headers: { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' },
      body: (
        <div id="admin" lang="en" dir="ltr" data-turbo="false">
          <h1>Operator</h1>
          <p class="without-script notice">
            This page needs JavaScript. The same can be done by GraphQL and on the command line.
          </p>
        </div>
      ),
    };
  },
};
