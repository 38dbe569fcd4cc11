// Shapes: holds a JSON value against the SDK's own type of it, field by field, in both directions.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** Deep enough for an intent in an error in an intent. */
const DEPTH_MAX = 12;

/** What the stand-in makes, by the word in `object`, and how the SDK calls it. */
const TYPES = {
  balance_transaction: 'Stripe.BalanceTransaction',
  charge: 'Stripe.Charge',
  'checkout.session': 'Stripe.Checkout.Session',
  customer: 'Stripe.Customer | Stripe.DeletedCustomer',
  dispute: 'Stripe.Dispute',
  event: 'Stripe.EventBase',
  item: 'Stripe.LineItem',
  payment_intent: 'Stripe.PaymentIntent',
  payment_method: 'Stripe.PaymentMethod',
  refund: 'Stripe.Refund',
  setup_intent: 'Stripe.SetupIntent',
  webhook_endpoint: 'Stripe.WebhookEndpoint',
};

/** Reads the SDK's declarations, which takes seconds, and answers a function that names what is wrong with an object. */
export function checker() {
  const name = path.join(HERE, 'shapes-of-the-sdk.ts');
  const names = Object.keys(TYPES);
  const fields = names.map((object) => `  ${JSON.stringify(object)}: ${TYPES[object]};`).join('\n');
  const source = `import { Stripe } from 'stripe';\ndeclare const shapes: {\n${fields}\n};\n`;
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, language) =>
    file === name ? ts.createSourceFile(file, source, language, true) : read(file, language);
  host.fileExists = (file) => file === name || ts.sys.fileExists(file);
  const program = ts.createProgram([name], options, host);
  const file = program.getSourceFile(name);
  const errors = program.getSemanticDiagnostics(file).map((error) => ts.flattenDiagnosticMessageText(error.messageText, ' '));
  if (errors.length > 0) throw new Error(`the SDK's types are not what this file expects: ${errors.join('; ')}`);
  const types = program.getTypeChecker();
  const declared = file.statements.at(-1).declarationList.declarations[0];
  const all = types.getTypeAtLocation(declared);
  const shapes = new Map(
    names.map((object) => [object, types.getTypeOfSymbolAtLocation(all.getProperty(object), declared)]),
  );
  return (object) => {
    const type = shapes.get(object.object);
    return type ? faults(types, declared, object, type, object.object, 0) : [`${object.object}: the SDK knows no such object`];
  };
}

function faults(types, at, value, type, place, depth) {
  if (depth > DEPTH_MAX || type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
  if (type.isUnion()) return ofUnion(types, at, value, type, place, depth);
  // `string & Record<never, never>`: a word that may grow.
  if (type.isIntersection()) return typeof value === 'string' ? [] : [`${place}: ${kind(value)} where a word belongs`];
  if (type.flags & ts.TypeFlags.Null) return value === null ? [] : [`${place}: ${kind(value)} where null belongs`];
  if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return value === undefined ? [] : [`${place}: not wanted`];
  if (type.isStringLiteral() || type.isNumberLiteral()) {
    return value === type.value ? [] : [`${place}: ${JSON.stringify(value)} where ${JSON.stringify(type.value)} belongs`];
  }
  if (type.flags & ts.TypeFlags.BooleanLiteral) {
    return String(value) === types.typeToString(type) ? [] : [`${place}: ${JSON.stringify(value)}`];
  }
  for (const [flag, name] of [
    [ts.TypeFlags.String, 'string'],
    [ts.TypeFlags.Number, 'number'],
    [ts.TypeFlags.Boolean, 'boolean'],
  ]) {
    if (type.flags & flag) return typeof value === name ? [] : [`${place}: ${kind(value)} where a ${name} belongs`];
  }
  // The SDK makes a number of its own of it; on the wire it is text.
  if (type.symbol?.name === 'Decimal') return typeof value === 'string' ? [] : [`${place}: ${kind(value)}, no decimal`];
  if (types.isArrayType(type)) {
    if (!Array.isArray(value)) return [`${place}: ${kind(value)} where a list belongs`];
    const [item] = types.getTypeArguments(type);
    return value.flatMap((each, number) => faults(types, at, each, item, `${place}[${number}]`, depth + 1));
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${place}: ${kind(value)} where an object belongs`];
  return ofObject(types, at, value, type, place, depth);
}

function ofObject(types, at, value, type, place, depth) {
  const found = [];
  for (const property of types.getPropertiesOfType(type)) {
    const inner = types.getTypeOfSymbolAtLocation(property, at);
    const where = `${place}.${property.name}`;
    if (property.name in value) {
      found.push(...faults(types, at, value[property.name], inner, where, depth + 1));
    } else if (!(property.flags & ts.SymbolFlags.Optional)) {
      found.push(`${where}: missing`);
    }
  }
  const index = types.getIndexTypeOfType(type, ts.IndexKind.String);
  for (const key of Object.keys(value).filter((key) => !types.getPropertyOfType(type, key))) {
    if (index) found.push(...faults(types, at, value[key], index, `${place}.${key}`, depth + 1));
    // `{}` of an open type, like an event's object
    else if (types.getPropertiesOfType(type).length > 0) found.push(`${place}.${key}: the SDK knows no such field`);
  }
  return found;
}

/** Right where one of the members is; else what is wrong with the one that comes nearest. */
function ofUnion(types, at, value, union, place, depth) {
  const wanted = value !== null && typeof value === 'object' ? value.object : undefined;
  let nearest;
  const members = value === undefined ? union.types : union.types.filter((type) => !(type.flags & ts.TypeFlags.Undefined));
  for (const type of members) {
    const object = wanted && type.getProperty?.('object');
    const isOther = object && !types.typeToString(types.getTypeOfSymbolAtLocation(object, at)).includes(`"${wanted}"`);
    if (isOther) continue;
    const found = faults(types, at, value, type, place, depth);
    if (found.length === 0) return [];
    if (!nearest || nearest[0].includes(' where ') || found.length < nearest.length) nearest = found;
  }
  return nearest ?? [`${place}: ${kind(value)} fits none of ${types.typeToString(union)}`];
}

function kind(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
