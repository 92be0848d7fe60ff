// The expression language of surveykit/core/expression.py, step for step: the same grammar, limits, errors and results.
// The cases of tests/core/expression_cases.json run against both. Unknown is null.
"use strict";

(() => {
  const MOST = { length: 2000, depth: 40, height: 100, nodes: 500, places: 9 };
  const WHOLE = 2 ** 53;
  const TOKEN = /(?<blank>[ \t\r\n\u00a0\u3000]+)|(?<number>[0-9]{1,15}(?:\.[0-9]{1,15})?)|(?<text>'[^']*'|"[^"]*")|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<sign><=|>=|!=|[=<>+\-*\/(),])/uy;
  const SEVERAL = [1, 40];
  const FUNCTIONS = new Map([
    ["answered", [1, 1]], ["selected", [2, 2]], ["count", SEVERAL], ["sum", SEVERAL], ["mean", SEVERAL],
    ["minimum", SEVERAL], ["maximum", SEVERAL], ["if", [3, 3]], ["rounded", [1, 2]], ["length", [1, 1]],
  ]);

  class ExpressionError extends Error {
    constructor(code, position) {
      super(`${code} at ${position}`);
      Object.assign(this, { code, position });
    }
  }

  // --- parsing ---------------------------------------------------------------------------------------

  const charactersIn = (text) => [...text].length;

  function split(source) {
    const tokens = [];
    let at = 0;
    let position = 0; // in characters, where `at` counts halves of them
    while (at < source.length) {
      TOKEN.lastIndex = at;
      const found = TOKEN.exec(source);
      if (!found) throw new ExpressionError("expression-character", position);
      const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
      if (kind !== "blank") tokens.push({ kind, text: found[0], position });
      at += found[0].length;
      position += charactersIn(found[0]);
    }
    return tokens;
  }

  class Parser {
    constructor(source) {
      this.end = charactersIn(source);
      if (this.end > MOST.length) throw new ExpressionError("expression-too-long", 0);
      this.tokens = split(source);
      this.at = this.depth = this.nodes = 0;
    }

    parse() {
      const tree = this.either();
      if (this.at < this.tokens.length) throw this.unexpected();
      let level = [tree];
      for (let height = 1; level.length; height += 1) {
        if (height > MOST.height) throw new ExpressionError("expression-too-deep", level[0].position);
        level = [].concat(...level.map((node) => node.operands));
      }
      return tree;
    }

    position() {
      return this.at < this.tokens.length ? this.tokens[this.at].position : this.end;
    }

    unexpected() {
      return new ExpressionError(this.at < this.tokens.length ? "expression-unexpected" : "expression-end", this.position());
    }

    take(...texts) {
      const token = this.tokens[this.at];
      if (!token || token.kind === "text" || !texts.includes(token.text)) return null;
      this.at += 1;
      return token;
    }

    enter(position) {
      this.depth += 1;
      if (this.depth > MOST.depth) throw new ExpressionError("expression-too-deep", position);
    }

    node(operation, position, operands, value = null) {
      this.nodes += 1;
      if (this.nodes > MOST.nodes) throw new ExpressionError("expression-too-large", position);
      return { operation, operands, value, position };
    }

    either() {
      this.enter(this.position());
      const node = this.joined("or", () => this.joined("and", () => this.negation()));
      this.depth -= 1;
      return node;
    }

    joined(word, operand) {
      const operands = [operand()];
      let first = null;
      for (let found = this.take(word); found; found = this.take(word)) {
        first = first || found;
        operands.push(operand());
      }
      return first ? this.node(word, first.position, operands) : operands[0];
    }

    negation() {
      const signs = [];
      for (let found = this.take("not"); found; found = this.take("not")) signs.push(found.position);
      if (signs.length > MOST.depth) throw new ExpressionError("expression-too-deep", signs[MOST.depth]);
      return signs.reduceRight((node, position) => this.node("not", position, [node]), this.comparison());
    }

    comparison() {
      const left = this.sum();
      const found = this.take("=", "!=", "<", "<=", ">", ">=");
      return found ? this.node(found.text, found.position, [left, this.sum()]) : left;
    }

    chain(operand, ...signs) {
      let node = operand();
      for (let found = this.take(...signs); found; found = this.take(...signs)) {
        node = this.node(found.text, found.position, [node, operand()]);
      }
      return node;
    }

    sum() {
      return this.chain(() => this.chain(() => this.unary(), "*", "/"), "+", "-");
    }

    unary() {
      const found = this.take("-");
      if (!found) return this.atom();
      this.enter(found.position);
      const node = this.node("negative", found.position, [this.unary()]);
      this.depth -= 1;
      return node;
    }

    atom() {
      if (this.take("(")) {
        const node = this.either();
        if (!this.take(")")) throw this.unexpected();
        return node;
      }
      const token = this.tokens[this.at];
      if (!token || token.kind === "sign" || ["and", "or", "not"].includes(token.text)) throw this.unexpected();
      this.at += 1;
      const { kind, text, position } = token;
      if (kind === "number") return this.node("literal", position, [], Number(text));
      if (kind === "text") return this.node("literal", position, [], text.slice(1, -1));
      if (text === "true" || text === "false") return this.node("literal", position, [], text === "true");
      return this.take("(") ? this.call(text, position) : this.node("name", position, [], text);
    }

    call(name, position) {
      if (!FUNCTIONS.has(name)) throw new ExpressionError("expression-function", position);
      const operands = [];
      while (!this.take(")")) {
        if (operands.length && !this.take(",")) throw this.unexpected();
        operands.push(this.either());
      }
      const [fewest, most] = FUNCTIONS.get(name);
      if (operands.length < fewest || operands.length > most) throw new ExpressionError("expression-arguments", position);
      const [first, second] = operands;
      if ((name === "answered" || name === "selected") && first.operation !== "name") throw new ExpressionError("expression-needs-name", position);
      const option = second && second.operation === "literal" && isText(second.value);
      if (name === "selected" && !option) throw new ExpressionError("expression-needs-option", position);
      return this.node(name, position, operands);
    }
  }

  // --- evaluating ------------------------------------------------------------------------------------

  const isText = (value) => typeof value === "string";
  const isNumber = (value) => typeof value === "number" || typeof value === "boolean";
  const truth = (value) => (value === null ? null : Boolean(value));
  const finite = (number) => (Number.isFinite(number) ? number + 0 : null); // -0 + 0 is 0
  const partOf = (node) => `${node.operands[0].value}_${node.operands[1].value}`;

  function known(name, lookup) {
    const value = lookup(name);
    return isText(value) ? value : typeof value === "number" ? finite(value) : null;
  }

  function evaluate(node, lookup) {
    switch (node.operation) {
      case "literal": return node.value;
      case "name": return known(node.value, lookup);
      case "answered": return known(node.operands[0].value, lookup) !== null;
      case "selected": {
        const value = known(partOf(node), lookup);
        return value === null ? null : value === 1;
      }
    }
    const values = node.operands.map((operand) => evaluate(operand, lookup));
    switch (node.operation) {
      case "and": case "or": return join(node.operation === "or", values.map(truth));
      case "if": return values[0] === null ? null : values[0] ? values[1] : values[2];
      case "count": return values.filter((value) => value !== null && value !== false).length;
      case "sum": case "mean": case "minimum": case "maximum": return aggregate(node.operation, values.filter(isNumber).map(Number));
    }
    return values.includes(null) ? null : calculate(node.operation, values);
  }

  const join = (decisive, values) => (values.includes(decisive) ? decisive : values.includes(null) ? null : !decisive);

  function aggregate(operation, numbers) {
    if (!numbers.length) return null;
    if (operation === "minimum") return Math.min(...numbers);
    if (operation === "maximum") return Math.max(...numbers);
    const total = numbers.reduce((sum, number) => sum + number);
    return finite(operation === "mean" ? total / numbers.length : total);
  }

  function calculate(operation, values) {
    switch (operation) {
      case "not": return !values[0];
      case "=": return equal(...values);
      case "!=": return !equal(...values);
      case "length": return isText(values[0]) ? charactersIn(values[0]) : null;
    }
    if (!values.every(isNumber)) return null;
    const [left, right = 0] = values.map(Number);
    switch (operation) {
      case "<": return left < right;
      case "<=": return left <= right;
      case ">": return left > right;
      case ">=": return left >= right;
      case "negative": return finite(-left);
      case "+": return finite(left + right);
      case "-": return finite(left - right);
      case "*": return finite(left * right);
      case "/": return right ? finite(left / right) : null;
    }
    return rounded(left, right);
  }

  function equal(left, right) {
    return isText(left) || isText(right) ? left === right : Number(left) === Number(right);
  }

  function rounded(number, places) {
    if (!Number.isInteger(places) || places < 0 || places > MOST.places) return null;
    const scale = Number(`1e${places}`);
    const scaled = Math.abs(number * scale);
    if (scaled >= WHOLE) return number;
    const whole = Math.floor(scaled);
    return finite((Math.sign(number) * (whole + (scaled - whole >= 0.5))) / scale);
  }

  // --- what the page sees ----------------------------------------------------------------------------

  /** A tree of {operation, operands, value, position}; throws an ExpressionError with code and position. */
  const parse = (source) => new Parser(source).parse();
  /** The value; null where it is unknown. `lookup` gives a name's number or text, or null. */
  const value = (tree, lookup) => evaluate(tree, lookup);
  /** Whether the condition is known to hold. */
  const holds = (tree, lookup) => truth(evaluate(tree, lookup)) === true;

  /** The variables that it reads. */
  function names(tree) {
    if (tree.operation === "name") return new Set([tree.value]);
    const read = tree.operation === "selected" ? [partOf(tree)] : [].concat(...tree.operands.map((operand) => [...names(operand)]));
    return new Set(read);
  }

  window.surveykit = { ...window.surveykit, expression: { parse, value, holds, names, ExpressionError } };
})();
