import type { ComponentChildren } from 'preact';
import { contrastProblems, contrastProblemsOf } from '../../embedding/contrast.js';
import { filterNames } from '../../embedding/filters.js';
import { languages, speechIn } from '../../embedding/messages/languages.js';
import { defaultFilters, pageSizes } from '../../embedding/options.js';
import { readConfiguration } from '../../embedding/snippet.js';
import { sortNames } from '../../embedding/sorts.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { ownName } from '../../i18n/languages.js';
import { T, useUi } from '../../i18n/t.js';
import type { PresetSummary } from '../embed/embedding.js';

interface FormProps {
  /** What was chosen. */
  readonly fields: URLSearchParams;
  readonly presets: readonly PresetSummary[];
}

/** Everything that a widget can be told, with what was chosen. */
export function ConfiguratorForm({ fields, presets }: FormProps) {
  const ui = useUi();
  const { t } = speechIn(ui.language);
  const value = (name: string, fallback = '') => fields.get(name) ?? fallback;
  const shown = fields.has('page-size') ? fields.getAll('filters') : defaultFilters.split(', ');
  const problems = contrastProblemsOf(readConfiguration(fields));
  const isHidden = (part: string) => fields.getAll('hide').includes(part);
  return (
    <form class="stack configurator-form" method="get" action="/widget" data-turbo="false">
      {ui.chosen ? <input type="hidden" name="lang" value={ui.language} /> : null}
      <fieldset>
        <Legend id="embed.what" />
        {presets.length === 0 ? null : (
          <Select name="preset" label="embed.preset" help="embed.preset.help" value={value('preset')}>
            <option value="">{ui.t('embed.preset.none')}</option>
            {presets.map(({ id, title }) => (
              <option key={id} value={id} selected={id === value('preset')}>
                {title}
              </option>
            ))}
          </Select>
        )}
        <Text name="locked" label="embed.locked" help="embed.locked.help" value={value('locked')} />
        <Text name="filter" label="embed.filter" help="embed.filter.help" value={value('filter')} />
        <Text name="query" label="embed.query" value={value('query')} />
      </fieldset>
      <fieldset>
        <Legend id="embed.shows" />
        <fieldset class="group">
          <legend class="group-name">
            <T id="embed.filters" />
          </legend>
          <div class="check-columns">
            {filterNames.map((name) => (
              <Check key={name} name="filters" value={name} isOn={shown.includes(name)}>
                {t.names[name]}
              </Check>
            ))}
          </div>
        </fieldset>
        <div class="field-row">
          <Field name="page-size" label="embed.pageSize">
            <input
              id="page-size"
              name="page-size"
              type="number"
              min="1"
              max={pageSizes.most}
              value={value('page-size', String(pageSizes.default))}
            />
          </Field>
          <Select name="sort" label="embed.sort" value={value('sort')}>
            {sortNames.map((name) => (
              <option key={name} value={name} selected={name === value('sort')}>
                {t.sorts[name]}
              </option>
            ))}
          </Select>
        </div>
        <fieldset class="group">
          <legend class="group-name">
            <T id="embed.hide" />
          </legend>
          {(['search', 'sort', 'filters'] as const).map((part) => (
            <Check key={part} name="hide" value={part} isOn={isHidden(part)}>
              <T id={`embed.hide.${part}`} />
            </Check>
          ))}
        </fieldset>
        <Check name="wait" value="1" isOn={value('wait') === '1'}>
          <T id="embed.wait" />
        </Check>
        <Text name="label" label="embed.label" value={value('label')} />
        <div class="field-row">
          <Select name="heading-level" label="embed.headingLevel" value={value('heading-level', '3')}>
            {['2', '3', '4', '5', '6'].map((level) => (
              <option key={level} value={level} selected={level === value('heading-level', '3')}>
                {level}
              </option>
            ))}
          </Select>
          <Field name="currency" label="embed.currency">
            <input
              id="currency"
              name="currency"
              type="text"
              pattern="[A-Z]{3}"
              maxLength={3}
              size={4}
              value={value('currency', 'EUR')}
              autocomplete="off"
              spellcheck={false}
            />
          </Field>
        </div>
      </fieldset>
      <fieldset>
        <Legend id="embed.looks" />
        <div class="field-row">
          <Select name="language" label="embed.language" value={value('language')}>
            <option value="">{ui.t('embed.language.page')}</option>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag} selected={tag === value('language')}>
                {ownName(tag)}
              </option>
            ))}
          </Select>
          <Select name="theme" label="embed.theme" value={value('theme')}>
            <option value="">{ui.t('embed.theme.page')}</option>
            <option value="light" selected={value('theme') === 'light'}>
              {ui.t('layout.theme.light')}
            </option>
            <option value="dark" selected={value('theme') === 'dark'}>
              {ui.t('layout.theme.dark')}
            </option>
          </Select>
          <Select name="target" label="embed.target" value={value('target')}>
            {(['new', 'same', 'event'] as const).map((target) => (
              <option key={target} value={target} selected={target === value('target')}>
                {ui.t(`embed.target.${target}`)}
              </option>
            ))}
          </Select>
        </div>
        <Check name="styled" value="1" isOn={value('styled') === '1'}>
          <T id="embed.styled" />
        </Check>
        <div class="field-row">
          <Colour name="accent" label="embed.accent" value={value('accent', '#0b5b67')} />
          <Colour name="on-accent" label="embed.onAccent" value={value('on-accent', '#ffffff')} />
          <Select name="radius" label="embed.radius" value={value('radius')}>
            {['0.625rem', '0.25rem', '0rem', '1.25rem'].map((radius) => (
              <option key={radius} value={radius} selected={radius === value('radius')}>
                {radius}
              </option>
            ))}
          </Select>
        </div>
        <div role="status" data-contrast>
          {contrastProblems.map((problem) => (
            <p key={problem} class="notice problem" data-problem={problem} hidden={!problems.includes(problem)}>
              <T id={`embed.contrast.${problem}`} />
            </p>
          ))}
        </div>
        <Check name="pinned" value="1" isOn={value('pinned') === '1'}>
          <T id="embed.pinned" />
        </Check>
      </fieldset>
      <button type="submit" class="without-script">
        <T id="embed.show" />
      </button>
    </form>
  );
}

function Legend({ id }: { id: MessageKey }) {
  return (
    <legend>
      <h2>
        <T id={id} />
      </h2>
    </legend>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: MessageKey;
  readonly help?: MessageKey;
}

function Field({ name, label, help, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={name}>
        <T id={label} />
      </label>
      {children}
      {help === undefined ? null : (
        <p id={`${name}-help`} class="help">
          <T id={help} />
        </p>
      )}
    </div>
  );
}

function Text({ value, ...field }: FieldProps & { value: string }) {
  const described = field.help === undefined ? undefined : `${field.name}-help`;
  return (
    <Field {...field}>
      <input
        id={field.name}
        name={field.name}
        type="text"
        value={value}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={described}
      />
    </Field>
  );
}

function Select({ value: _, children, ...field }: FieldProps & { value: string; children: ComponentChildren }) {
  return (
    <Field {...field}>
      <select
        id={field.name}
        name={field.name}
        autocomplete="off"
        aria-describedby={field.help === undefined ? undefined : `${field.name}-help`}
      >
        {children}
      </select>
    </Field>
  );
}

function Colour({ value, ...field }: FieldProps & { value: string }) {
  return (
    <Field {...field}>
      <input id={field.name} name={field.name} type="color" value={value} autocomplete="off" />
    </Field>
  );
}

interface CheckProps {
  readonly name: string;
  readonly value: string;
  readonly isOn: boolean;
  readonly children: ComponentChildren;
}

function Check({ name, value, isOn, children }: CheckProps) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value={value} checked={isOn} autocomplete="off" />
      <span class="check-label">{children}</span>
    </label>
  );
}
