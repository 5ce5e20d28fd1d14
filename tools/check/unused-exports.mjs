import { relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../prepare/place.mjs';
import { isForTests, repositoryProgram } from './source-files.mjs';

/**
 * Exports of apps and libs that no other file imports, and those that only tests import. A re-export is no use by itself:
 * what an index passes on counts as used when somebody imports it from the index. Entry points export to nobody.
 */
export function unusedExports({ program, checker, files } = repositoryProgram()) {
  const exported = new Map();
  const passedOn = new Map();
  const users = new Map();
  const types = new Set();
  const nameOf = (path, name) => `${path}#${name}`;
  const use = (key, path) => users.set(key, (users.get(key) ?? new Set()).add(path));

  for (const { source, path } of files) {
    const target = (specifier) => moduleOf(specifier, checker);
    for (const name of exportNames(source, checker)) exported.set(nameOf(path, name), path);
    for (const name of typeNames(source, checker)) types.add(nameOf(path, name));
    visitModuleLinks(source, {
      imported: (specifier, name) => target(specifier) && use(nameOf(target(specifier), name), path),
      whole: (specifier) => {
        const from = target(specifier);
        if (from === undefined) return;
        for (const name of exportNames(program.getSourceFile(`${ROOT}/${from}`), checker))
          use(nameOf(from, name), path);
      },
      reexported: (specifier, name, as) => {
        const from = target(specifier);
        if (from !== undefined) link(passedOn, nameOf(path, as), nameOf(from, name));
      },
      reexportedWhole: (specifier) => {
        const from = target(specifier);
        if (from === undefined) return;
        for (const name of exportNames(program.getSourceFile(`${ROOT}/${from}`), checker)) {
          link(passedOn, nameOf(path, name), nameOf(from, name));
        }
      },
    });
  }
  for (const { source, path } of files) {
    for (const { name, mentioned } of signatures(source, checker)) {
      for (const type of mentioned) link(passedOn, nameOf(path, name), type);
    }
  }
  passUsersOn(users, passedOn);
  const report = { unused: [], onlyTests: [] };
  for (const [key, path] of exported) {
    if (!/^(apps|libs)\//.test(path) || isForTests(path) || /^apps\/[^/]+\/src\/main\.ts$/.test(path)) continue;
    const by = [...(users.get(key) ?? [])].filter((user) => user !== path || types.has(key));
    if (types.has(key)) {
      // An index may name the types that its functions take and give, even while nobody had to write the name yet.
      for (const to of passedOn.get(key) ?? []) by.push(...(users.get(to) ?? []));
    }
    if (by.length === 0) report.unused.push(key);
    else if (by.every(isForTests)) report.onlyTests.push(key);
  }
  return report;
}

function link(links, from, to) {
  links.set(from, [...(links.get(from) ?? []), to]);
}

/** Users of an index's export are users of what it passes on, through any number of indexes. */
function passUsersOn(users, passedOn) {
  const todo = [...passedOn.keys()];
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    for (const to of passedOn.get(key)) {
      const before = users.get(to)?.size ?? 0;
      users.set(to, new Set([...(users.get(to) ?? []), ...(users.get(key) ?? [])]));
      if (users.get(to).size > before && passedOn.has(to)) todo.push(to);
    }
  }
}

function exportNames(source, checker) {
  const module = source && checker.getSymbolAtLocation(source);
  return module ? checker.getExportsOfModule(module).map((symbol) => symbol.name) : [];
}

function typeNames(source, checker) {
  const module = checker.getSymbolAtLocation(source);
  if (module === undefined) return [];
  const isType = (symbol) => {
    const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (real.flags & ts.SymbolFlags.Value) === 0;
  };
  return checker
    .getExportsOfModule(module)
    .filter(isType)
    .map(({ name }) => name);
}

/** Per declaration of a file, the exported types that its signature names (bodies of functions do not count). */
function signatures(source, checker) {
  return source.statements
    .filter(
      (statement) =>
        ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        isTypeDeclaration(statement) ||
        ts.isVariableStatement(statement),
    )
    .flatMap((statement) => {
      const mentioned = new Set();
      const visit = (node) => {
        if (ts.isBlock(node)) return;
        if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
          const key = declaredAt(checker.getSymbolAtLocation(node.typeName ?? node.expression), checker);
          if (key !== undefined) mentioned.add(key);
        }
        ts.forEachChild(node, visit);
      };
      visit(statement);
      const names = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(({ name }) => name.getText())
        : [statement.name?.text ?? 'default'];
      return names.map((name) => ({ name, mentioned }));
    });
}

function isTypeDeclaration(node) {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function declaredAt(symbol, checker) {
  if (symbol === undefined) return undefined;
  const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const file = real.declarations?.[0]?.getSourceFile().fileName;
  const path = file && relative(ROOT, file).replaceAll('\\', '/');
  return path && /^(apps|libs)\//.test(path) ? `${path}#${real.name}` : undefined;
}

function moduleOf(specifier, checker) {
  const declaration = checker.getSymbolAtLocation(specifier)?.valueDeclaration;
  if (declaration === undefined || !ts.isSourceFile(declaration)) return undefined;
  const path = relative(ROOT, declaration.fileName).replaceAll('\\', '/');
  return /^(apps|libs|test)\//.test(path) ? path : undefined;
}

function visitModuleLinks(source, found) {
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) visitImport(node, found);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) visitReexport(node, found);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found.whole(node.arguments[0]);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.whole(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function visitImport(node, found) {
  const { importClause, moduleSpecifier } = node;
  if (importClause?.name) found.imported(moduleSpecifier, 'default');
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) found.whole(moduleSpecifier);
  if (bindings && ts.isNamedImports(bindings)) {
    for (const element of bindings.elements)
      found.imported(moduleSpecifier, (element.propertyName ?? element.name).text);
  }
}

function visitReexport(node, found) {
  const { exportClause, moduleSpecifier } = node;
  if (exportClause === undefined) found.reexportedWhole(moduleSpecifier);
  else if (ts.isNamespaceExport(exportClause)) found.whole(moduleSpecifier);
  else {
    for (const { propertyName, name } of exportClause.elements) {
      found.reexported(moduleSpecifier, (propertyName ?? name).text, name.text);
    }
  }
}
