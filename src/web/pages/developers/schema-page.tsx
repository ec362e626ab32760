import type { Page } from '../../page.js';
import { isKnownType, type SchemaMember, type SchemaType, schemaReference } from './schema-reference.js';

/** The whole schema to read: `/developers/schema`. In English, like its descriptions. */
export const schemaPage: Page = {
  path: '/developers/schema',
  answer({ ui }) {
    const types = schemaReference();
    return {
      kind: 'html',
      title: 'GraphQL schema',
      current: '/developers',
      body: (
        <div class="developers" lang="en" dir="ltr">
          <p>
            <a href={ui.href('/developers')}>For developers</a>
          </p>
          <h1>GraphQL schema</h1>
          <div class="schema-columns">
            <nav aria-label="Types" class="schema-index">
              <ul class="plain">
                {types.map(({ name, kind }) => (
                  <li key={name}>
                    <a href={`#${name}`}>{name}</a> <span class="muted small">{kind}</span>
                  </li>
                ))}
              </ul>
            </nav>
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

function TypeSection({ type: { name, kind, description, members } }: { type: SchemaType }) {
  return (
    <section class="panel" id={name}>
      <h2>
        {name} <span class="badge">{kind}</span>
      </h2>
      {description === '' ? null : <p>{description}</p>}
      {members.length === 0 ? null : (
        <dl class="members">
          {members.map((member) => (
            <div key={member.name} class="member">
              <dt>
                <Signature of={member} />
              </dt>
              <dd>
                {member.description}
                {member.deprecated === undefined ? null : <strong> Deprecated: {member.deprecated}</strong>}
                {member.args.length === 0 ? null : (
                  <ul class="arguments">
                    {member.args.map((argument) => (
                      <li key={argument.name}>
                        <Signature of={argument} /> <span class="muted">{argument.description}</span>
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
