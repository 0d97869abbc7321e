/**
 * Which name means which variable. Types are skipped: a name used in types only has no reference. Runs once for each file, before anything
 * is translated, since whether a variable is captured or assigned again decides how it is translated where it is declared.
 */
import ts from '#typescript';
import { type Binding, type BindingKind, type FileScopes, FunctionScope, type ImportedName, Scope } from './bindings.js';
import { hasModifier, isErased } from './erasure.js';
import { isJson } from './parse.js';
import { isAssignmentOperator } from './tokens.js';
import { separateVariables } from './var-webs.js';

type Implicit = 'this' | 'arguments' | 'newTarget';

export function analyseScopes(file: ts.SourceFile, globals?: Scope): FileScopes {
  const analysis = new Analysis(file, globals);
  analysis.run();
  return analysis;
}

class Analysis implements FileScopes {
  readonly top: Scope;
  private readonly isShared: boolean;
  readonly bindings = new Map<ts.Node, Binding>();
  readonly functions = new Map<ts.Node, FunctionScope>();
  readonly implicit = new Map<FunctionScope, Partial<Record<Implicit, Binding>>>();
  /** References to be resolved when all declarations of the scopes around them are known. */
  private readonly open: { node: ts.Identifier; scope: Scope; writes: boolean }[] = [];

  constructor(
    private readonly file: ts.SourceFile,
    parent: Scope | undefined,
  ) {
    const owner = new FunctionScope(file, undefined, false);
    this.isShared = parent !== undefined;
    this.functions.set(file, owner);
    this.top = parent ?? new Scope(undefined, owner, file, { isFunction: true, isGlobal: true });
  }

  run(): void {
    this.declareAll(this.file.statements, this.top);
    for (const statement of this.file.statements) this.hoistVariables(statement, this.top);
    for (const statement of this.file.statements) this.visit(statement, this.top);
    for (const { node, scope, writes } of this.open) {
      const binding = scope.find(node.text);
      if (binding) this.refer(binding, node, scope, writes);
    }
    separateVariables(this.bindings);
  }

  private refer(binding: Binding, node: ts.Node, scope: Scope, writes: boolean): void {
    this.bindings.set(node, binding);
    binding.references.push({ node, scope, writes });
    if (scope.owner !== binding.scope.owner) binding.isCaptured = true;
    if (writes) binding.isReassigned = true;
  }

  private declare(scope: Scope, name: string, kind: BindingKind, node: ts.Node, ready: number, imported?: ImportedName): Binding {
    const old = scope.names.get(name);
    if (
      old &&
      (kind === 'var' ||
        kind === 'function' ||
        (kind === old.kind && (kind === 'enum' || kind === 'namespace')) ||
        kind === 'namespace')
    ) {
      old.declarations.push(node);
      this.bindings.set(node, old);
      return old;
    }
    const binding: Binding = {
      name,
      kind,
      scope,
      declarations: [node],
      ready,
      references: [],
      isCaptured: false,
      isReassigned: false,
      ...(imported ? { import: imported } : {}),
    };
    scope.names.set(name, binding);
    this.bindings.set(node, binding);
    return binding;
  }

  private declarePattern(name: ts.BindingName, scope: Scope, kind: BindingKind, ready: number): void {
    if (ts.isIdentifier(name)) {
      this.declare(scope, name.text, kind, name, ready);
      return;
    }
    for (const element of name.elements) if (ts.isBindingElement(element)) this.declarePattern(element.name, scope, kind, ready);
  }

  /** Declarations of a list of statements: lexical ones here, `var` in nested statements too. */
  private declareAll(statements: readonly ts.Statement[], scope: Scope): void {
    for (const statement of statements) this.declareStatement(statement, scope);
  }

  private declareStatement(node: ts.Statement, scope: Scope): void {
    if (isErased(node)) return;
    if (isJson(this.file)) this.declare(scope, '*default', 'default', node, -1);
    else if (ts.isVariableStatement(node)) this.declareList(node.declarationList, scope);
    else if (ts.isFunctionDeclaration(node)) {
      if (node.body) this.declare(scope, node.name?.text ?? 'default', node.name ? 'function' : 'default', node, -1);
    } else if (ts.isClassDeclaration(node)) {
      this.declare(scope, node.name?.text ?? 'default', node.name ? 'class' : 'default', node, classReady(node));
    } else if (ts.isEnumDeclaration(node)) this.declare(scope, node.name.text, 'enum', node, node.name.end);
    else if (ts.isModuleDeclaration(node)) this.declareNamespace(node, scope);
    else if (ts.isExportAssignment(node)) {
      if (!node.isExportEquals) this.declare(scope, '*default', 'default', node, node.end);
    } else if (ts.isImportDeclaration(node)) this.declareImports(node, scope);
    else if (ts.isImportEqualsDeclaration(node)) this.declare(scope, node.name.text, 'const', node, node.end);
    else if (ts.isLabeledStatement(node)) this.declareStatement(node.statement, scope);
  }

  private declareNamespace(node: ts.ModuleDeclaration, scope: Scope): void {
    if (ts.isIdentifier(node.name)) this.declare(scope, node.name.text, 'namespace', node, node.name.end);
  }

  private declareImports(node: ts.ImportDeclaration, scope: Scope): void {
    const clause = node.importClause;
    // Built-ins import only for TypeScript's sake: they are one namespace.
    if (!clause || !ts.isStringLiteral(node.moduleSpecifier) || this.isShared) return;
    const specifier = node.moduleSpecifier.text;
    const add = (name: ts.Identifier, imported: string) =>
      this.declare(scope, name.text, 'import', name, -1, { specifier, name: imported });
    if (clause.name) add(clause.name, 'default');
    const named = clause.namedBindings;
    if (!named) return;
    if (ts.isNamespaceImport(named)) add(named.name, '*');
    else for (const one of named.elements) if (!one.isTypeOnly) add(one.name, (one.propertyName ?? one.name).text);
  }

  private declareList(list: ts.VariableDeclarationList, scope: Scope): void {
    const kind = listKind(list);
    if (kind === 'var') return; // found by `hoistVariables`
    for (const declaration of list.declarations) this.declarePattern(declaration.name, scope, kind, declaration.end);
  }

  /** `var` declarations anywhere below, but not in inner functions. */
  private hoistVariables(node: ts.Node, scope: Scope): void {
    if (ts.isVariableDeclarationList(node) && listKind(node) === 'var') {
      for (const declaration of node.declarations) this.declarePattern(declaration.name, scope, 'var', -1);
    }
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node) || isErased(node)) return;
    ts.forEachChild(node, (child) => this.hoistVariables(child, scope));
  }

  private visitAll(nodes: readonly ts.Node[] | undefined, scope: Scope): void {
    for (const node of nodes ?? []) this.visit(node, scope);
  }

  private block(statements: readonly ts.Statement[], scope: Scope): void {
    this.declareAll(statements, scope);
    this.visitAll(statements, scope);
  }

  private visit(node: ts.Node, scope: Scope): void {
    if (isErased(node) || isJson(this.file) || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))) return;
    if (ts.isIdentifier(node)) this.reference(node, scope, false);
    else if (ts.isFunctionLike(node)) this.visitFunction(node as ts.FunctionLikeDeclaration, scope);
    else if (ts.isClassLike(node)) this.visitClass(node, scope);
    else if (ts.isBlock(node)) this.block(node.statements, new Scope(scope, scope.owner, node));
    else if (ts.isCaseBlock(node)) this.visitCases(node, scope);
    else if (ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)) this.visitFor(node, scope);
    else if (ts.isCatchClause(node)) this.visitCatch(node, scope);
    else if (ts.isModuleDeclaration(node)) this.visitNamespace(node, scope);
    else if (ts.isEnumDeclaration(node)) this.visitEnum(node, scope);
    else if (ts.isVariableDeclaration(node)) {
      this.visitPattern(node.name, scope, node.initializer !== undefined && listKind(node.parent) === 'var');
      if (node.initializer) this.visit(node.initializer, scope);
    } else if (ts.isPropertyAccessExpression(node)) this.visit(node.expression, scope);
    else if (ts.isPropertyAssignment(node)) {
      this.visitName(node.name, scope);
      this.visit(node.initializer, scope);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      this.reference(node.name, scope, false);
      if (node.objectAssignmentInitializer) this.visit(node.objectAssignmentInitializer, scope);
    } else if (ts.isBinaryExpression(node)) this.visitBinary(node, scope);
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) this.visitUnary(node, scope);
    else if (ts.isLabeledStatement(node)) this.visit(node.statement, scope);
    else if (ts.isBreakOrContinueStatement(node) || ts.isMetaProperty(node)) this.visitMeta(node, scope);
    else if (ts.isImportDeclaration(node)) return;
    else if (ts.isExportDeclaration(node)) this.visitExports(node, scope);
    else if (ts.isExportAssignment(node)) this.visit(node.expression, scope);
    else if (ts.isImportEqualsDeclaration(node)) this.visitAlias(node.moduleReference, scope);
    else {
      if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) this.referThis(node, scope);
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) scope.owner.superCalls++;
      ts.forEachChild(node, (child) => this.visit(child, scope));
    }
  }

  private visitAlias(node: ts.ModuleReference, scope: Scope): void {
    if (ts.isIdentifier(node)) this.reference(node, scope, false);
    else if (ts.isQualifiedName(node)) this.visitAlias(node.left, scope);
  }

  private visitExports(node: ts.ExportDeclaration, scope: Scope): void {
    if (node.moduleSpecifier || node.isTypeOnly || !node.exportClause || !ts.isNamedExports(node.exportClause)) return;
    for (const one of node.exportClause.elements) {
      const local = one.propertyName ?? one.name;
      const binding = !one.isTypeOnly && ts.isIdentifier(local) ? scope.find(local.text) : undefined;
      if (binding) this.bindings.set(local, binding);
    }
  }

  private visitMeta(node: ts.Node, scope: Scope): void {
    if (!ts.isMetaProperty(node) || node.keywordToken !== ts.SyntaxKind.NewKeyword) return;
    this.referImplicit('newTarget', node, scope);
  }

  private reference(node: ts.Identifier, scope: Scope, writes: boolean): void {
    if (node.text === 'arguments' && scope.owner.parent && !scope.find('arguments')) {
      this.referImplicit('arguments', node, scope);
      return;
    }
    this.open.push({ node, scope, writes });
  }

  private referThis(node: ts.Node, scope: Scope): void {
    this.referImplicit('this', node, scope);
  }

  private referImplicit(name: Implicit, node: ts.Node, scope: Scope): void {
    let owner = scope.owner;
    while (owner.isArrow && owner.parent) owner = owner.parent;
    if (name === 'this') owner.usesThis = true;
    if (name === 'arguments') owner.usesArguments = true;
    const known = this.implicit.get(owner) ?? {};
    this.implicit.set(owner, known);
    known[name] ??= {
      name,
      kind: name,
      scope: new Scope(undefined, owner, owner.node),
      declarations: [],
      ready: -1,
      references: [],
      isCaptured: false,
      isReassigned: false,
    };
    this.refer(known[name], node, scope, false);
  }

  private visitBinary(node: ts.BinaryExpression, scope: Scope): void {
    if (isAssignmentOperator(node.operatorToken.kind)) this.visitTarget(node.left, scope);
    else this.visit(node.left, scope);
    this.visit(node.right, scope);
  }

  private visitUnary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, scope: Scope): void {
    const changes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    if (changes) this.visitTarget(node.operand, scope);
    else this.visit(node.operand, scope);
  }

  /** What is assigned to: a name, a property, or a pattern written as a literal. */
  private visitTarget(node: ts.Expression, scope: Scope): void {
    if (ts.isIdentifier(node)) this.reference(node, scope, true);
    else if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node)
    ) {
      this.visitTarget(node.expression, scope);
    } else if (ts.isArrayLiteralExpression(node)) for (const element of node.elements) this.visitTarget(element, scope);
    else if (ts.isSpreadElement(node)) this.visitTarget(node.expression, scope);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      this.visitTarget(node.left, scope);
      this.visit(node.right, scope);
    } else if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (ts.isShorthandPropertyAssignment(property)) {
          this.reference(property.name, scope, true);
          if (property.objectAssignmentInitializer) this.visit(property.objectAssignmentInitializer, scope);
        } else if (ts.isPropertyAssignment(property)) {
          this.visitName(property.name, scope);
          this.visitTarget(property.initializer, scope);
        } else if (ts.isSpreadAssignment(property)) this.visitTarget(property.expression, scope);
      }
    } else this.visit(node, scope);
  }

  private visitName(name: ts.PropertyName, scope: Scope): void {
    if (ts.isComputedPropertyName(name)) this.visit(name.expression, scope);
  }

  /** Defaults and computed keys of a declared pattern. `writes`: the declaration assigns (for `var`). */
  private visitPattern(name: ts.BindingName, scope: Scope, writes: boolean): void {
    if (ts.isIdentifier(name)) {
      const binding = this.bindings.get(name);
      if (writes && binding && binding.kind === 'var') binding.references.push({ node: name, scope, writes: true });
      return;
    }
    for (const element of name.elements) {
      if (!ts.isBindingElement(element)) continue;
      if (element.propertyName) this.visitName(element.propertyName, scope);
      this.visitPattern(element.name, scope, writes);
      if (element.initializer) this.visit(element.initializer, scope);
    }
  }

  private visitCases(node: ts.CaseBlock, around: Scope): void {
    const scope = new Scope(around, around.owner, node);
    for (const clause of node.clauses) this.declareAll(clause.statements, scope);
    for (const clause of node.clauses) {
      if (ts.isCaseClause(clause)) this.visit(clause.expression, scope);
      this.visitAll(clause.statements, scope);
    }
  }

  private visitFor(node: ts.ForStatement | ts.ForOfStatement | ts.ForInStatement, around: Scope): void {
    const scope = new Scope(around, around.owner, node);
    const head = node.initializer;
    const isEach = !ts.isForStatement(node);
    if (head && ts.isVariableDeclarationList(head)) {
      const kind = listKind(head);
      if (kind === 'var') {
        for (const declaration of head.declarations) {
          this.visitPattern(declaration.name, scope, isEach || declaration.initializer !== undefined);
          if (declaration.initializer) this.visit(declaration.initializer, scope);
        }
      } else {
        const ready = isEach ? node.expression.end : undefined;
        for (const declaration of head.declarations) this.declarePattern(declaration.name, scope, kind, ready ?? declaration.end);
        for (const declaration of head.declarations) this.visit(declaration, scope);
      }
    } else if (head && isEach) this.visitTarget(head, scope);
    else if (head) this.visit(head, scope);
    if (isEach) this.visit(node.expression, scope);
    else {
      if (node.condition) this.visit(node.condition, scope);
      if (node.incrementor) this.visit(node.incrementor, scope);
    }
    this.visit(node.statement, scope);
  }

  private visitCatch(node: ts.CatchClause, around: Scope): void {
    const scope = new Scope(around, around.owner, node);
    if (node.variableDeclaration) {
      this.declarePattern(node.variableDeclaration.name, scope, 'catch', -1);
      this.visitPattern(node.variableDeclaration.name, scope, false);
    }
    this.block(node.block.statements, scope);
  }

  private visitFunction(node: ts.FunctionLikeDeclaration, around: Scope): void {
    if (node.name && !ts.isIdentifier(node.name) && !ts.isPrivateIdentifier(node.name)) this.visitName(node.name, around);
    if (!node.body) return;
    let outer = around;
    const owner = this.functions.get(node) ?? new FunctionScope(node, around.owner, ts.isArrowFunction(node));
    this.functions.set(node, owner);
    if (ts.isFunctionExpression(node) && node.name) {
      outer = new Scope(around, around.owner, node);
      this.declare(outer, node.name.text, 'function', node, -1);
    }
    const scope = new Scope(outer, owner, node, { isFunction: true });
    for (const parameter of node.parameters) {
      if (!isThisParameter(parameter)) this.declarePattern(parameter.name, scope, 'parameter', -1);
    }
    for (const parameter of node.parameters) {
      if (isThisParameter(parameter)) continue;
      this.visitPattern(parameter.name, scope, false);
      if (parameter.initializer) this.visit(parameter.initializer, scope);
    }
    if (ts.isBlock(node.body)) {
      this.hoistVariables(node.body, scope);
      this.block(node.body.statements, scope);
    } else this.visit(node.body, scope);
  }

  private visitClass(node: ts.ClassLikeDeclaration, around: Scope): void {
    const scope = new Scope(around, around.owner, node);
    if (ts.isClassExpression(node) && node.name) this.declare(scope, node.name.text, 'class', node, classReady(node));
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword) for (const type of clause.types) this.visit(type.expression, scope);
    }
    const own = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
    const fields = new FunctionScope(own ?? node, around.owner, false);
    this.functions.set(own ?? node, fields);
    const fieldScope = new Scope(scope, fields, node);
    for (const member of node.members) {
      if (isErased(member)) continue;
      if (ts.isPropertyDeclaration(member)) {
        this.visitName(member.name, scope);
        if (!member.initializer) continue;
        if (hasModifier(member, ts.SyntaxKind.StaticKeyword)) this.visitStatic(member, member.initializer, scope);
        else this.visit(member.initializer, fieldScope);
      } else if (ts.isClassStaticBlockDeclaration(member)) this.visitStatic(member, member.body, scope);
      else this.visit(member, scope);
    }
  }

  /** Code that runs once with the class as `this`: translated as a method of its own. */
  private visitStatic(member: ts.Node, code: ts.Node, around: Scope): void {
    const owner = new FunctionScope(member, around.owner, false);
    this.functions.set(member, owner);
    const scope = new Scope(around, owner, member, { isFunction: true });
    this.hoistVariables(code, scope);
    this.visit(code, scope);
  }

  private visitNamespace(node: ts.ModuleDeclaration, around: Scope): void {
    const body = node.body;
    if (!body) return;
    const scope = new Scope(around, around.owner, node, { isGlobal: around.isGlobal });
    const binding = this.bindings.get(node);
    const first = binding ? this.namespaces.get(binding) : undefined;
    if (first) scope.merged = first;
    if (ts.isModuleBlock(body)) {
      this.declareAll(body.statements, scope);
      for (const statement of body.statements) this.hoistVariables(statement, scope);
      if (binding) {
        const exported = first ?? new Map<string, Binding>();
        for (const [name, one] of scope.names) exported.set(name, one);
        this.namespaces.set(binding, exported);
      }
      this.visitAll(body.statements, scope);
    } else if (ts.isModuleDeclaration(body)) {
      this.declareNamespace(body, scope);
      this.visit(body, scope);
    }
  }

  private readonly namespaces = new Map<Binding, Map<string, Binding>>();

  private visitEnum(node: ts.EnumDeclaration, around: Scope): void {
    for (const member of node.members) if (member.initializer) this.visit(member.initializer, around);
  }
}

function isThisParameter(parameter: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(parameter.name) && parameter.name.text === 'this';
}

function listKind(node: ts.Node): 'var' | 'let' | 'const' {
  if (node.flags & ts.NodeFlags.Const) return 'const';
  return node.flags & ts.NodeFlags.Let ? 'let' : 'var';
}

/** Inside of its body a class can be used: static members are made after its variable came to life. */
function classReady(node: ts.ClassLikeDeclaration): number {
  return node.heritageClauses?.end ?? node.name?.end ?? node.pos;
}
