import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../prepare/place.mjs';

/** SPDX licences whose code may be part of a work under AGPL-3.0-or-later. */
const COMPATIBLE = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Every package that production installs, with its licence as SPDX text and whether it may be used. */
export function productionLicences(root = ROOT) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev && !entry.link)
    .map(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const folder = join(root, path);
      const licence = entry.license ?? declared(folder) ?? written(folder) ?? 'NONE';
      return { name, version: entry.version, licence, compatible: isCompatible(licence) };
    });
}

/** Whether an SPDX expression leaves us at least one choice that fits: `OR` gives one, `AND` asks for all. */
export function isCompatible(expression) {
  const bare = expression.trim().replace(/^\((.*)\)$/, (whole, inner) => (balanced(inner) ? inner : whole));
  for (const [word, join] of [
    [' OR ', 'some'],
    [' AND ', 'every'],
  ]) {
    const parts = splitOutside(bare, word);
    if (parts.length > 1) return parts[join](isCompatible);
  }
  return COMPATIBLE.has(bare);
}

function declared(folder) {
  try {
    const { license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  } catch {
    return undefined;
  }
}

/** Of a package that declares no licence and brings its text: only the one that such packages have is known by sight. */
function written(folder) {
  try {
    const text = readFileSync(join(folder, 'LICENSE'), 'utf8');
    return /^(?:The )?MIT License\b/.test(text) && text.includes('Permission is hereby granted, free of charge')
      ? 'MIT'
      : undefined;
  } catch {
    return undefined;
  }
}

function splitOutside(text, word) {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0 && text.startsWith(word, at)) {
      parts.push('');
      at += word.length - 1;
    } else parts[parts.length - 1] += text[at];
  }
  return parts;
}

function balanced(text) {
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
