import { T } from '../i18n/t.js';
import type { Ui } from '../i18n/ui.js';
import type { HtmlAnswer } from '../page.js';

const problems = {
  notFound: { status: 404, title: 'problem.notFound.title', text: 'problem.notFound.text' },
  refused: { status: 400, title: 'problem.refused.title', text: 'problem.refused.text' },
  busy: { status: 429, title: 'problem.busy.title', text: 'problem.busy.text' },
  unavailable: { status: 503, title: 'problem.unavailable.title', text: 'problem.unavailable.text' },
  failed: { status: 500, title: 'problem.failed.title', text: 'problem.failed.text' },
} as const;

/** A page that says in plain words what went wrong, and what to do. */
export function problemPage(ui: Ui, url: URL, problem: keyof typeof problems): HtmlAnswer {
  const { status, title, text } = problems[problem];
  const retry = status === 503 ? { 'retry-after': '10' } : status === 429 ? { 'retry-after': '60' } : {};
  const mayPass = status >= 500 || status === 429;
  return {
    kind: 'html',
    status,
    title: ui.t(title),
    headers: { 'cache-control': 'no-store', ...retry },
    body: (
      <div class="narrow stack">
        <h1>
          <T id={title} />
        </h1>
        <p>
          <T id={text} />
        </p>
        <p class="toolbar">
          {mayPass ? (
            <a class="button" href={`${url.pathname}${url.search}`} data-turbo="false">
              <T id="problem.retry" />
            </a>
          ) : null}
          <a class={mayPass ? 'button quiet' : 'button'} href={ui.href('/')}>
            <T id="problem.toSearch" />
          </a>
        </p>
      </div>
    ),
  };
}
