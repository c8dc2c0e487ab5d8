/** The error in words where TensorFlow.js lacks an operator or the kernel of one, else the same. */
export function missingOperator(cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, operator] =
    /Unknown op '([^']+)'|Kernel '([^']+)' not registered/.exec(message)?.filter(Boolean) ?? [];
  if (operator === undefined) return cause;
  return new Error(`it uses the operator ${operator}, which TensorFlow.js does not have here.`, { cause });
}
