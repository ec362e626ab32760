import type { MessageKey } from '../i18n/catalogue.js';
import { completeLanguages, type InterfaceLanguage, interfaceLanguages, ownName } from '../i18n/languages.js';
import { T, useUi } from '../i18n/t.js';
import { Icon } from './icon.js';

const links: readonly { readonly path: string; readonly label: MessageKey }[] = [
  { path: '/', label: 'nav.search' },
  { path: '/shortlist', label: 'nav.shortlist' },
  { path: '/developers', label: 'nav.developers' },
];

/** Name of the site, where one can go, and how the site is shown. */
export function SiteHeader({ url, current }: { url: URL; current?: string | undefined }) {
  const ui = useUi();
  return (
    <header class="site-header">
      <div class="site-header-inner">
        <a class="brand" href={ui.href('/')}>
          <Icon name="lotse" />
          <span>Lotse</span>
        </a>
        <nav aria-label={ui.t('nav.label')}>
          <ul class="nav-links">
            {links.map(({ path, label }) => (
              <li key={path} class={path === '/developers' ? 'wide-only' : undefined}>
                <a
                  href={ui.href(path)}
                  aria-current={path === current ? 'page' : undefined}
                  data-shortlist-link={path === '/shortlist' ? '' : undefined}
                >
                  <T id={label} />
                  {path === '/shortlist' ? <span class="count" data-shortlist-count hidden /> : null}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="site-tools">
          <LanguageChoice url={url} />
          <ThemeChoice />
        </div>
      </div>
    </header>
  );
}

/** Without scripts, a form; with them, the choice takes effect at once. What else is in the address stays. */
function LanguageChoice({ url }: { url: URL }) {
  const ui = useUi();
  const rest = [...url.searchParams].filter(([name]) => name !== 'lang');
  const isOffered = (interfaceLanguages as readonly string[]).includes(ui.language);
  const names = interfaceLanguages.map((language) => ({ language, name: nameOf(language) }));
  const option = ({ language, name }: (typeof names)[number]) => (
    <option key={language} value={language} lang={language} selected={language === ui.language}>
      {name}
    </option>
  );
  names.sort((a, b) => a.name.localeCompare(b.name, ui.language));
  return (
    <form class="language-choice" method="get" action={url.pathname} data-turbo="false" data-submit-on-change>
      {rest.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span class="visually-hidden">
          <T id="layout.language" />
        </span>
        <Icon name="globe" />
        <select name="lang" autocomplete="off">
          {isOffered ? null : (
            <option value={ui.language} lang={ui.language} selected>
              {ownName(ui.language)}
            </option>
          )}
          {names.filter(({ language }) => completeLanguages.includes(language)).map(option)}
          <optgroup label={ui.t('layout.languagePartly')}>
            {names.filter(({ language }) => !completeLanguages.includes(language)).map(option)}
          </optgroup>
        </select>
      </label>
      <button class="quiet without-script" type="submit">
        <T id="layout.languageApply" />
      </button>
    </form>
  );
}

function nameOf(language: InterfaceLanguage): string {
  const name = ownName(language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** Only with scripts: without them the pages follow the device. */
function ThemeChoice() {
  const ui = useUi();
  return (
    <label class="theme-choice with-script">
      <span class="visually-hidden">
        <T id="layout.theme" />
      </span>
      <Icon name="contrast" />
      <select data-theme-choice autocomplete="off">
        <option value="">{ui.t('layout.theme.device')}</option>
        <option value="light">{ui.t('layout.theme.light')}</option>
        <option value="dark">{ui.t('layout.theme.dark')}</option>
      </select>
    </label>
  );
}
