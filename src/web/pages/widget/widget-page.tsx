import { h } from 'preact';
import { readConfiguration, snippetsOf } from '../../embedding/snippet.js';
import { T } from '../../i18n/t.js';
import type { Ui } from '../../i18n/ui.js';
import { originOf } from '../../origin.js';
import type { Page } from '../../page.js';
import type { Embedding } from '../embed/embedding.js';
import { ConfiguratorForm } from './configurator-form.js';
import { SnippetBlock } from './snippet-block.js';

/**
 * `/widget`, where the owner of a page puts a widget together: a form, what it gives, and what to copy. All of it is in
 * the address; with scripts, all of it follows the form at once.
 */
export function widgetPage(embedding: Embedding): Page {
  return {
    path: '/widget',
    answer({ url, ui, header }) {
      const configuration = readConfiguration(url.searchParams);
      const { scripts, presets } = embedding;
      const fallback = ui.t('embed.fallback');
      const snippets = snippetsOf(configuration, originOf(header('host')), scripts, fallback);
      const data = { 'data-scripts': JSON.stringify(scripts), 'data-fallback': fallback };
      return {
        kind: 'html',
        title: ui.t('embed.title'),
        description: ui.t('embed.intro'),
        current: '/widget',
        entries: ['configurator'],
        body: (
          <div class="stack configurator" data-configurator {...data}>
            <h1>
              <T id="embed.title" />
            </h1>
            <p class="lead">
              <T id="embed.intro" />
            </p>
            <div class="configurator-columns">
              <ConfiguratorForm fields={url.searchParams} presets={presets} />
              <section class="configurator-preview with-script" aria-labelledby="preview">
                <h2 id="preview">
                  <T id="embed.preview" />
                </h2>
                <p class="notice problem" role="status" lang="en" dir="ltr" data-fault hidden />
                <div class="configurator-stage" data-preview>
                  {h('lotse-search', Object.fromEntries(configuration.attributes))}
                </div>
              </section>
            </div>
            <Snippets snippets={snippets} ui={ui} />
          </div>
        ),
      };
    },
  };
}

function Snippets({ snippets, ui }: { snippets: ReturnType<typeof snippetsOf>; ui: Ui }) {
  return (
    <section class="stack" aria-labelledby="snippets">
      <h2 id="snippets">
        <T id="embed.snippets" />
      </h2>
      <SnippetBlock name="script" title={ui.t('embed.script')} text={snippets.script}>
        <T id="embed.script.text" />
      </SnippetBlock>
      <SnippetBlock name="scriptPolicy" title={ui.t('embed.policy')} text={snippets.scriptPolicy}>
        <T id="embed.policy.script" />
      </SnippetBlock>
      <SnippetBlock name="style" title={ui.t('embed.style')} text={snippets.style}>
        <T id="embed.style.text" />
      </SnippetBlock>
      <SnippetBlock name="frame" title={ui.t('embed.frame')} text={snippets.frame}>
        <T id="embed.frame.text" />
      </SnippetBlock>
      <SnippetBlock name="framePolicy" title={ui.t('embed.policyFrame')} text={snippets.framePolicy}>
        <T id="embed.policy.frame" />
      </SnippetBlock>
    </section>
  );
}
