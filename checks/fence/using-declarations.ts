import * as swc from '@swc/core/Visitor.js';

interface Statement {
  readonly type: string;
  decls?: unknown[];
}

interface StatementVisitor {
  visitStatement(statement: Statement): Statement;
  visitVariableDeclarators(declarations: unknown[] | undefined): unknown[];
}

const { Visitor } = (swc.default ?? swc) as unknown as { Visitor: { prototype: StatementVisitor } };
const ordinary = Visitor.prototype.visitStatement;

/** swc reads `await using`, but its visitor, on which dependency-cruiser stands, does not know the statement and throws. */
Visitor.prototype.visitStatement = function visitStatement(this: StatementVisitor, statement: Statement): Statement {
  if (statement.type !== 'UsingDeclaration') return ordinary.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};
