import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../prepare/place.mjs';
import { filesBelow } from './source-files.mjs';

const NAMELESS = /^(utils?|helpers?|common|misc|shared|data|info|manager)$/;
const LAYERED = /\.(service|dto|interface|util|helper)\.ts$/;
const UNFINISHED = /\b(TODO|FIXME)\b|\b(it|test|describe)\.(only|todo)\b/;

/** Names that name nothing, suffixes of layers, and words of unfinished work in the sources of apps and libs. */
export function wrongNames(paths = filesBelow(['apps', 'libs', 'test', 'tools'], /\.(ts|mjs)$/)) {
  return paths.flatMap((path) => {
    const words = path.split('/').flatMap((part) => part.split('.'));
    const faults = [];
    if (words.some((word) => NAMELESS.test(word))) faults.push(`${path}: the name says nothing`);
    if (LAYERED.test(basename(path))) faults.push(`${path}: suffix of a layer`);
    return [...faults, ...unfinished(path)];
  });
}

/** This very file holds the words it looks for. */
function unfinished(path) {
  if (path === 'tools/check/file-names.mjs') return [];
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
  return lines.flatMap((line, at) => (UNFINISHED.test(line) ? [`${path}:${at + 1}: unfinished: ${line.trim()}`] : []));
}
