// Writes the documents that follow from the code, after a build: node tools/write-documents.mjs
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentsOfBuild } from './documents/generate.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const documents = await documentsOfBuild(repository);
for (const [path, text] of documents) {
  await mkdir(dirname(join(repository, path)), { recursive: true });
  await writeFile(join(repository, path), text);
  process.stdout.write(`${path}\n`);
}
