import { type Setting, settingGroups, settings } from './config.js';

interface Documented {
  readonly group: string;
  readonly env: string;
  readonly default: string;
  readonly description: string;
}

/** All settings in the order of their groups, with the default as a reader should see it. */
export function documentedSettings(): readonly Documented[] {
  const all = Object.values<Setting<unknown>>(settings);
  return settingGroups.flatMap((group) =>
    all
      .filter((setting) => setting.group === group)
      .map(({ env, description, ...setting }) => ({
        ...{ group, env, description },
        default: setting.defaultText ?? setting.default ?? 'none',
      })),
  );
}

/** The part of `lotse serve --help` about environment variables: plain text, at most `width` characters a line. */
export function settingsHelp(width = 100): string {
  const lines: string[] = ['Settings (environment variables):'];
  let group = '';
  for (const each of documentedSettings()) {
    if (each.group !== group) lines.push('', `${each.group}:`);
    group = each.group;
    lines.push(`  ${each.env}`, ...wrapped(`${each.description} Default: ${each.default}`, width - 6, '      '));
  }
  return lines.join('\n');
}

/** The README's table of settings, Markdown. */
export function settingsTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = documentedSettings().map(
    (each) => `| \`${each.env}\` | ${cell(each.default)} | ${cell(each.description)} |`,
  );
  return ['| variable | default | what it sets |', '| --- | --- | --- |', ...rows].join('\n');
}

function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
