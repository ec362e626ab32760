import type { Page } from '../../page.js';
import { isKnownType, type SchemaMember, type SchemaType, schemaReference } from './schema-reference.js';

/** The whole schema to read: `/developers/schema`. In English, like its descriptions. */
export const schemaPage: Page = {
  path: '/developers/schema',
  answer({ ui }) {
    const types = schemaReference();
    const parts = [
      { id: 'open', name: 'For everybody', types: types.filter(({ forAdministrators }) => !forAdministrators) },
      { id: 'admin', name: 'For administrators', types: types.filter(({ forAdministrators }) => forAdministrators) },
    ];
    return {
      kind: 'html',
      title: 'GraphQL schema',
      current: '/developers',
      entries: ['schema-filter'],
      body: (
        <div class="developers" lang="en" dir="ltr">
          <p>
            <a href={ui.href('/developers')}>For developers</a>
          </p>
          <h1>GraphQL schema</h1>
          <div class="schema-columns">
            <div class="schema-index">
              <search class="with-script">
                <div class="field">
                  <label for="schema-filter">Find a type, field or word</label>
                  <input id="schema-filter" type="search" autocomplete="off" spellcheck={false} />
                </div>
                <p id="schema-found" class="muted small" role="status" />
              </search>
              <details data-types>
                <summary>Types</summary>
                <nav aria-label="Types">
                  {parts.map(({ id, name, types: some }) => (
                    <div key={id}>
                      <h2 class="schema-part">{name}</h2>
                      <ul class="plain">
                        {some.map((type) => (
                          <li key={type.name} data-type={type.name}>
                            <a href={`#${type.name}`}>{type.name}</a> <span class="muted small">{type.kind}</span>
                          </li>
                        ))}
                      </ul>
                    </div>
                  ))}
                </nav>
              </details>
            </div>
            <div class="stack">
              {types.map((type) => (
                <TypeSection key={type.name} type={type} />
              ))}
            </div>
          </div>
        </div>
      ),
    };
  },
};

function TypeSection({ type: { name, kind, description, members, forAdministrators } }: { type: SchemaType }) {
  return (
    <section class="panel" id={name} data-section>
      <h2>
        {name} <span class="badge">{kind}</span>{' '}
        {forAdministrators ? <span class="badge note">for administrators</span> : null}
      </h2>
      {description === '' ? null : (
        <p>
          <Prose text={description} />
        </p>
      )}
      {members.length === 0 ? null : (
        <dl class="members">
          {members.map((member) => (
            <div key={member.name} class="member" data-member>
              <dt>
                <Signature of={member} />
              </dt>
              <dd>
                <Prose text={member.description} />
                {member.deprecated === undefined ? null : <strong> Deprecated: {member.deprecated}</strong>}
                {member.args.length === 0 ? null : (
                  <ul class="arguments">
                    {member.args.map((argument) => (
                      <li key={argument.name}>
                        <Signature of={argument} />{' '}
                        <span class="muted">
                          <Prose text={argument.description} />
                        </span>
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** A description, with what stands between backticks as code. */
function Prose({ text }: { text: string }) {
  const parts = text.split('`').map((part, at) => ({ part, isCode: at % 2 === 1 }));
  return <>{parts.map(({ part, isCode }) => (isCode ? <code key={part}>{part}</code> : part))}</>;
}

function Signature({ of: { name, type, default: preset } }: { of: SchemaMember }) {
  const named = type?.replace(/[[\]!]/g, '') ?? '';
  const [before = '', after = ''] = type?.split(named) ?? [];
  return (
    <code>
      {name}
      {type === undefined ? null : (
        <>
          {': '}
          {before}
          {isKnownType(named) ? <a href={`#${named}`}>{named}</a> : named}
          {after}
        </>
      )}
      {preset === undefined ? null : ` = ${preset}`}
    </code>
  );
}
