import { ExpressionError, type Token, tokenize } from './tokens.ts';

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

export type Node =
  | { kind: 'literal'; value: unknown }
  | { kind: 'root'; name: 'event' | 'async' }
  | { kind: 'member'; of: Node; key: Node }
  | { kind: 'list'; items: Node[] }
  | { kind: 'not'; of: Node }
  | { kind: 'and' | 'or'; left: Node; right: Node }
  | { kind: 'compare'; operator: ComparisonOperator; left: Node; right: Node };

const CONSTANTS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
const DEEPEST = 64;

/**
 * Parses the subset of CEL that functions use: comparisons, `in`, `&&`, `||`, `!`, parentheses, literals, lists and
 * paths from `event` or `async`. `||` binds weakest, then `&&`, then comparisons (which do not chain), then `!`.
 */
export function parse(expression: string): Node {
  return new Parser(expression).whole();
}

class Parser {
  private readonly expression: string;
  private readonly tokens: Token[];
  private position = 0;
  private depth = 0;

  constructor(expression: string) {
    this.expression = expression;
    this.tokens = tokenize(expression);
  }

  whole(): Node {
    const node = this.or();
    if (!this.at('')) this.refuse();
    return node;
  }

  private get next(): Token {
    return this.tokens[this.position]!;
  }

  private at(text: string): boolean {
    return this.next.kind !== 'value' && this.next.text === text;
  }

  private atComparison(): boolean {
    return this.next.kind !== 'value' && COMPARISONS.has(this.next.text);
  }

  private take(text: string): boolean {
    if (!this.at(text)) return false;
    this.position++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) this.refuse(`${text} was expected`);
  }

  private refuse(reason?: string): never {
    const { text, at } = this.next;
    const found = text === '' ? 'the end' : `${text} at ${at}`;
    throw new ExpressionError(
      `"${this.expression}": ${reason ? `${reason}, found ${found}` : `${found} is not understood`}`,
    );
  }

  private or(): Node {
    if (++this.depth > DEEPEST) throw new ExpressionError(`"${this.expression}" is nested too deeply`);
    let left = this.and();
    while (this.take('||')) left = { kind: 'or', left, right: this.and() };
    this.depth--;
    return left;
  }

  private and(): Node {
    let left = this.comparison();
    while (this.take('&&')) left = { kind: 'and', left, right: this.comparison() };
    return left;
  }

  private comparison(): Node {
    const left = this.unary();
    if (!this.atComparison()) return left;
    const operator = this.next.text as ComparisonOperator;
    this.position++;
    const node: Node = { kind: 'compare', operator, left, right: this.unary() };
    if (this.atComparison()) this.refuse('comparisons do not chain');
    return node;
  }

  private unary(): Node {
    let negations = 0;
    while (this.take('!')) negations++;
    let node = this.member();
    for (; negations > 0; negations--) node = { kind: 'not', of: node };
    return node;
  }

  private member(): Node {
    let node = this.primary();
    for (;;) {
      if (this.take('.')) {
        const name = this.next;
        if (name.kind !== 'name') this.refuse('a name was expected');
        this.position++;
        node = { kind: 'member', of: node, key: { kind: 'literal', value: name.text } };
        if (this.at('(')) {
          throw new ExpressionError(`"${this.expression}": the function ${name.text}() is not supported`);
        }
      } else if (this.take('[')) {
        node = { kind: 'member', of: node, key: this.or() };
        this.expect(']');
      } else return node;
    }
  }

  private primary(): Node {
    const token = this.next;
    if (token.kind === 'value') {
      this.position++;
      return { kind: 'literal', value: token.value };
    }
    if (this.take('(')) {
      const node = this.or();
      this.expect(')');
      return node;
    }
    if (this.take('-')) {
      const number = this.next;
      if (number.kind !== 'value' || typeof number.value !== 'number') this.refuse('a number was expected');
      this.position++;
      return { kind: 'literal', value: -(number.value as number) };
    }
    if (this.take('[')) return { kind: 'list', items: this.items() };
    if (token.kind !== 'name') this.refuse();
    this.position++;
    if (CONSTANTS.has(token.text)) return { kind: 'literal', value: CONSTANTS.get(token.text) };
    if (token.text === 'event' || token.text === 'async') return { kind: 'root', name: token.text };
    throw new ExpressionError(
      this.at('(')
        ? `"${this.expression}": the function ${token.text}() is not supported`
        : `"${this.expression}": ${token.text} is neither event nor async`,
    );
  }

  private items(): Node[] {
    const items: Node[] = [];
    if (this.take(']')) return items;
    do items.push(this.or());
    while (this.take(','));
    this.expect(']');
    return items;
  }
}
