import { T, useUi } from '../i18n/t.js';

/** What the site is, and what it does not do. */
export function SiteFooter() {
  const ui = useUi();
  return (
    <footer class="site-footer">
      <div class="site-footer-inner">
        <p>
          <T id="footer.about" />
        </p>
        <p>
          <T id="footer.privacy" />
        </p>
        <ul class="nav-links">
          <li>
            <a href={ui.href('/developers')}>
              <T id="nav.developers" />
            </a>
          </li>
          <li>
            <a href={ui.href('/widget')}>
              <T id="nav.widget" />
            </a>
          </li>
          <li>
            <a href="/graphql" data-turbo="false">
              <T id="footer.api" />
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
