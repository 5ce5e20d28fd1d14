// Writes the documents that follow from the code, after a build: node tools/write-documents.mjs
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateDocuments } from './documents/generate.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const documents = await generateDocuments(join(repository, 'dist'), '.js', {
  http: await import('#libs/http'),
  security: await import('#libs/security'),
  settings: await import('#libs/settings'),
});
for (const [path, text] of documents) {
  await mkdir(dirname(join(repository, path)), { recursive: true });
  await writeFile(join(repository, path), text);
  process.stdout.write(`${path}\n`);
}
