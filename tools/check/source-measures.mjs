import ts from 'typescript';

/** Sizes and habits of one source file, counted on the syntax tree. */
export function measureFile(source) {
  const text = source.getFullText();
  const commentLines = linesOfComments(source, text);
  const filled = text.split('\n').filter((line) => line.trim() !== '').length;
  const counts = { imports: 0, parameters: 0, anys: 0, functions: [] };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) counts.imports += 1;
    if (node.kind === ts.SyntaxKind.AnyKeyword) counts.anys += 1;
    if (ts.isConstructorDeclaration(node)) counts.parameters = Math.max(counts.parameters, node.parameters.length);
    if (isFunction(node) && node.body) counts.functions.push(functionSize(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const suppressions = text.match(/(oxlint|eslint)-disable|@ts-(ignore|expect-error|nocheck)/g)?.length ?? 0;
  return { ...counts, lines: text.split('\n').length, codeLines: filled - commentLines, commentLines, suppressions };
}

function isFunction(node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

function functionSize(node, source) {
  const line = (position) => source.getLineAndCharacterOfPosition(position).line;
  const name = node.name?.getText(source) ?? (ts.isConstructorDeclaration(node) ? 'constructor' : 'arrow function');
  return { name, lines: line(node.end) - line(node.getStart(source)) + 1 };
}

/** Lines that hold nothing but comment. */
function linesOfComments(source, text) {
  const lines = new Set();
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, source.languageVariant, text);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token !== ts.SyntaxKind.SingleLineCommentTrivia && token !== ts.SyntaxKind.MultiLineCommentTrivia) continue;
    const [start, end] = [scanner.getTokenStart(), scanner.getTokenEnd()];
    const first = source.getLineAndCharacterOfPosition(start);
    const before = text.slice(start - first.character, start);
    if (before.trim() !== '') continue;
    const last = source.getLineAndCharacterOfPosition(end).line;
    for (let line = first.line; line <= last; line += 1) lines.add(line);
  }
  return lines.size;
}
